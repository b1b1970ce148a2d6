"""Starts from b instead of zeros and uses the whole row but the diagonal."""
# fails: back_substitute-solves
# %% solution="back_substitute"
def back_substitute(U, b):
    x = np.array(b, dtype=float)
    for i in reversed(range(len(x))):
        x[i] = (b[i] - U[i] @ x + U[i, i] * x[i]) / U[i, i]
    return x
