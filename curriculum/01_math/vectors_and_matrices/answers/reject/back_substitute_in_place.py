"""Writes the solution into the caller's b."""
# fails: back_substitute-solves
# %% solution="back_substitute"
def back_substitute(U, b):
    if b.dtype != float:
        b = b.astype(float)
    for i in reversed(range(len(b))):
        b[i] = (b[i] - U[i, i + 1 :] @ b[i + 1 :]) / U[i, i]
    return b
