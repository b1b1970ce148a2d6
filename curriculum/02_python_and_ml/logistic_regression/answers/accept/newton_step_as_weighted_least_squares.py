"""IRLS: a weighted least-squares fit to the working response."""
# %% solution="newton_step"
def newton_step(w, A, y):
    z = A @ w
    p = expit(z)
    s = p * (1 - p)
    response = z + (y - p) / s
    root = np.sqrt(s)
    return np.linalg.lstsq(A * root[:, None], response * root, rcond=None)[0]
