"""Takes y minus y_hat: the data term's gradient points downhill."""
# fails: mend_gradient-data_term, mend_gradient-any_delta
# %% solution="mend_gradient"
def robust_gradient(theta, X, y, lam=0.5, delta=1.0):
    b, w = theta[0], theta[1:]
    y_hat = np.exp(b + X @ w)
    residuals = y - y_hat
    pull = residuals / np.sqrt(1 + (residuals / delta) ** 2) * y_hat
    return np.concatenate([[np.mean(pull)], X.T @ pull / len(y) + lam * w])
