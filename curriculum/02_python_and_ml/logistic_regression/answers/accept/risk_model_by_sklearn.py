"""Wraps scikit-learn's scaler and model, with C = 1 / (n lam)."""
# %% solution="risk_model"
class RiskModel:
    def __init__(self, lam):
        self.lam = lam

    def fit(self, X, y):
        from sklearn.pipeline import make_pipeline
        from sklearn.preprocessing import StandardScaler

        C = 1 / (len(y) * self.lam)
        self.pipeline_ = make_pipeline(StandardScaler(), LogisticRegression(C=C, tol=1e-8, max_iter=1000))
        self.pipeline_.fit(X, y)
        return self

    def decision_function(self, X):
        return self.pipeline_.decision_function(X)

    def predict_proba(self, X):
        return self.pipeline_.predict_proba(X)[:, 1]

    def predict(self, X):
        return np.where(self.predict_proba(X) >= 0.5, 1, 0)
