"""Cuts the exponent off, for safety: right only for small parameters."""
# fails: mend_gradient-data_term
# %% solution="mend_gradient"
def robust_gradient(theta, X, y, lam=0.5, delta=1.0):
    b, w = theta[0], theta[1:]
    y_hat = np.exp(np.clip(b + X @ w, -5, 5))
    residuals = y_hat - y
    pull = residuals / np.sqrt(1 + (residuals / delta) ** 2)
    grad_b = np.mean(pull * y_hat)
    grad_w = X.T @ (pull * y_hat) / len(y)
    return np.concatenate([[grad_b], grad_w + lam * w])
