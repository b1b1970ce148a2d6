"""The gradient of least squares: uses the logits as predictions."""
# fails: gradient-matches_finite_differences, gradient-vanishes_at_optimum
# %% solution="gradient"
def gradient(w, A, y):
    return A.T @ (A @ w - y) / len(y)
