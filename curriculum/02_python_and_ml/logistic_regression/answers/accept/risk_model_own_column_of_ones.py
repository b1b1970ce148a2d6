"""The penalty as a matrix, the intercept kept apart in predictions."""
# %% solution="risk_model"
class RiskModel:
    def __init__(self, lam):
        self.lam = lam

    def fit(self, X, y):
        self.mean_ = X.mean(axis=0)
        self.std_ = X.std(axis=0)
        A = np.hstack([np.ones((X.shape[0], 1)), (X - self.mean_) / self.std_])
        w = np.zeros(A.shape[1])
        P = self.lam * np.eye(A.shape[1])
        P[0, 0] = 0.0
        for _ in range(50):
            p = sigmoid(A @ w)
            step = np.linalg.solve(A.T @ (A * (p * (1 - p))[:, None]) + len(y) * P, A.T @ (p - y) + len(y) * P @ w)
            w = w - step
            if np.abs(step).max() < 1e-10:
                break
        self.w_ = w
        return self

    def decision_function(self, X):
        return (X - self.mean_) / self.std_ @ self.w_[1:] + self.w_[0]

    def predict_proba(self, X):
        return expit(self.decision_function(X))

    def predict(self, X):
        return (self.decision_function(X) >= 0).astype(int)
