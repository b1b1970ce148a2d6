"""Adds the step instead of subtracting it."""
# fails: newton_step-step, newton_step-no_square_matrix
# %% solution="newton_step"
def newton_step(w, A, y):
    p = sigmoid(A @ w)
    H = A.T @ ((p * (1 - p))[:, None] * A) / len(y)
    return w + np.linalg.solve(H, gradient(w, A, y))
