"""Minimises the objective with SciPy's L-BFGS."""
# %% solution="risk_model"
class RiskModel:
    def __init__(self, lam):
        self.lam = lam

    def fit(self, X, y):
        self.mean_, self.std_ = X.mean(axis=0), X.std(axis=0)
        A = add_intercept((X - self.mean_) / self.std_)

        def objective(w):
            z = A @ w
            slopes = np.append(0.0, w[1:])
            value = np.mean(np.logaddexp(0, z) - y * z) + self.lam / 2 * slopes @ slopes
            return value, A.T @ (expit(z) - y) / len(y) + self.lam * slopes

        options = {"gtol": 1e-9, "ftol": 1e-15, "maxiter": 5000}
        self.w_ = minimize(objective, np.zeros(A.shape[1]), jac=True, method="L-BFGS-B", options=options).x
        return self

    def decision_function(self, X):
        return add_intercept((X - self.mean_) / self.std_) @ self.w_

    def predict_proba(self, X):
        return expit(self.decision_function(X))

    def predict(self, X):
        return (self.predict_proba(X) >= 0.5).astype(int)
