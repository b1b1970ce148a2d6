"""Weights the patients by p, not by p (1 - p)."""
# fails: newton_step-step
# %% solution="newton_step"
def newton_step(w, A, y):
    p = sigmoid(A @ w)
    H = A.T @ (p[:, None] * A) / len(y)
    return w - np.linalg.solve(H, gradient(w, A, y))
