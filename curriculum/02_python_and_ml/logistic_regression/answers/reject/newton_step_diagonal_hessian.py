"""Divides by the diagonal of the Hessian only."""
# fails: newton_step-step
# %% solution="newton_step"
def newton_step(w, A, y):
    p = sigmoid(A @ w)
    curvature = (p * (1 - p)) @ A**2 / len(y)
    return w - gradient(w, A, y) / curvature
