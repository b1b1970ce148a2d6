"""Multiplies the weights in place: theta is another one afterwards."""
# fails: mend_gradient-data_term, mend_gradient-any_delta, mend_gradient-penalty
# %% solution="mend_gradient"
def robust_gradient(theta, X, y, lam=0.5, delta=1.0):
    b, w = theta[0], theta[1:]
    y_hat = np.exp(b + X @ w)
    residuals = y_hat - y
    pull = residuals / np.sqrt(1 + (residuals / delta) ** 2)
    grad_b = np.mean(pull * y_hat)
    grad_w = X.T @ (pull * y_hat) / len(y)
    w *= lam
    return np.concatenate([[grad_b], grad_w + w])
