"""y - p: the direction of ascent."""
# fails: gradient-matches_finite_differences
# %% solution="gradient"
def gradient(w, A, y):
    return A.T @ (y - sigmoid(A @ w)) / len(y)
