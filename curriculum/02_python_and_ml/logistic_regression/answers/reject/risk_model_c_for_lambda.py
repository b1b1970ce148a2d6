"""Takes lam for scikit-learn's C, forgetting the number of patients and the inverse."""
# fails: risk_model-spares_the_intercept
# %% solution="risk_model"
class RiskModel:
    def __init__(self, lam):
        self.lam = lam

    def fit(self, X, y):
        self.mean_, self.std_ = X.mean(axis=0), X.std(axis=0)
        Z = (X - self.mean_) / self.std_
        model = LogisticRegression(C=1 / self.lam, tol=1e-8, max_iter=1000).fit(Z, y)
        self.w_ = np.append(model.intercept_, model.coef_)
        return self

    def decision_function(self, X):
        return add_intercept((X - self.mean_) / self.std_) @ self.w_

    def predict_proba(self, X):
        return expit(self.decision_function(X))

    def predict(self, X):
        return (self.predict_proba(X) >= 0.5).astype(int)
