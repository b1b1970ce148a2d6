"""The gradient of the sum: the step size would have to shrink with the data set."""
# fails: gradient-matches_finite_differences
# %% solution="gradient"
def gradient(w, A, y):
    return A.T @ (sigmoid(A @ w) - y)
