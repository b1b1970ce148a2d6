"""Builds the n by n matrix S."""
# fails: newton_step-no_square_matrix
# %% solution="newton_step"
def newton_step(w, A, y):
    p = sigmoid(A @ w)
    H = A.T @ np.diag(p * (1 - p)) @ A / len(y)
    return w - np.linalg.solve(H, gradient(w, A, y))
