"""Stops Newton after five steps, before six digits are right."""
# fails: risk_model-spares_the_intercept
# %% solution="risk_model"
class RiskModel:
    def __init__(self, lam):
        self.lam = lam

    def fit(self, X, y):
        self.mean_, self.std_ = X.mean(axis=0), X.std(axis=0)
        A = add_intercept((X - self.mean_) / self.std_)
        self.w_ = np.zeros(A.shape[1])
        penalty = self.lam * np.ones(A.shape[1])
        penalty[0] = 0
        for _ in range(5):
            p = expit(A @ self.w_)
            grad = A.T @ (p - y) / len(y) + penalty * self.w_
            H = A.T @ ((p * (1 - p))[:, None] * A) / len(y) + np.diag(penalty)
            self.w_ = self.w_ - np.linalg.solve(H, grad)
        return self

    def decision_function(self, X):
        return add_intercept((X - self.mean_) / self.std_) @ self.w_

    def predict_proba(self, X):
        return expit(self.decision_function(X))

    def predict(self, X):
        return (self.decision_function(X) >= 0).astype(int)
