"""Changes the caller's weights."""
# fails: newton_step-step
# %% solution="newton_step"
def newton_step(w, A, y):
    p = sigmoid(A @ w)
    H = A.T @ ((p * (1 - p))[:, None] * A) / len(y)
    w -= np.linalg.solve(H, gradient(w, A, y))
    return w
