"""Divides by the number of weights, not of patients."""
# fails: gradient-matches_finite_differences
# %% solution="gradient"
def gradient(w, A, y):
    return A.T @ (sigmoid(A @ w) - y) / len(w)
