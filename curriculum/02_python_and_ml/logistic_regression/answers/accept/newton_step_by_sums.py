"""Hessian and gradient as sums over patients, and an inverse."""
# %% solution="newton_step"
def newton_step(w, A, y):
    m = len(w)
    H, g = np.zeros((m, m)), np.zeros(m)
    for row, label in zip(A, y):
        p = expit(row @ w)
        g += (p - label) * row
        H += p * (1 - p) * np.outer(row, row)
    return w - np.linalg.inv(H) @ g
