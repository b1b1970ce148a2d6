"""Leaves the intercept out, as a penalty would."""
# fails: gradient-matches_finite_differences, gradient-vanishes_at_optimum
# %% solution="gradient"
def gradient(w, A, y):
    g = A.T @ (sigmoid(A @ w) - y) / len(y)
    g[0] = 0
    return g
