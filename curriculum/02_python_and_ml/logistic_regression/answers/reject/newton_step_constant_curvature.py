"""Uses the bound 1/4 for the curvature of every patient."""
# fails: newton_step-step
# %% solution="newton_step"
def newton_step(w, A, y):
    H = A.T @ A / (4 * len(y))
    return w - np.linalg.solve(H, gradient(w, A, y))
