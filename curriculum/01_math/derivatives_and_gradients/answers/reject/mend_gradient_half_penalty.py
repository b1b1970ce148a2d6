"""Keeps the half: the derivative of w² / 2 is w."""
# fails: mend_gradient-penalty
# %% solution="mend_gradient"
def robust_gradient(theta, X, y, lam=0.5, delta=1.0):
    b, w = theta[0], theta[1:]
    y_hat = np.exp(b + X @ w)
    residuals = y_hat - y
    pull = residuals / np.sqrt(1 + (residuals / delta) ** 2)
    grad_b = np.mean(pull * y_hat)
    grad_w = X.T @ (pull * y_hat) / len(y)
    return np.concatenate([[grad_b], grad_w + lam / 2 * w])
