"""The gradient of the squared error of p: has the factor p (1 - p)."""
# fails: gradient-matches_finite_differences, gradient-vanishes_at_optimum
# %% solution="gradient"
def gradient(w, A, y):
    p = sigmoid(A @ w)
    return A.T @ ((p - y) * p * (1 - p)) / len(y)
