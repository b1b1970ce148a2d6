"""Computes in float32, as a training does."""
# fails: mend_gradient-data_term, mend_gradient-any_delta, mend_gradient-penalty
# %% solution="mend_gradient"
def robust_gradient(theta, X, y, lam=0.5, delta=1.0):
    theta, X, y = (a.astype(np.float32) for a in (theta, X, y))
    y_hat = np.exp(theta[0] + X @ theta[1:])
    residuals = y_hat - y
    pull = residuals / np.sqrt(1 + (residuals / delta) ** 2) * y_hat
    return np.concatenate([[np.mean(pull)], X.T @ pull / len(y) + lam * theta[1:]])
