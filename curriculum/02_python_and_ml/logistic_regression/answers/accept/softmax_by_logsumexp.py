"""SciPy's logsumexp and a one-hot matrix."""
# %% solution="softmax_regression"
def softmax_loss_and_gradient(W, A, y, lam):
    Z = A @ W
    Y = np.eye(W.shape[1])[y]
    log_P = Z - logsumexp(Z, axis=1, keepdims=True)
    slopes = W * (np.arange(len(W)) > 0)[:, None]
    loss = -np.sum(Y * log_P) / len(y) + 0.5 * lam * np.sum(W[1:] ** 2)
    return loss, A.T @ (np.exp(log_P) - Y) / len(y) + lam * slopes
