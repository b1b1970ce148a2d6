"""Substitutes forward, as for a lower triangle."""
# fails: back_substitute-solves
# %% solution="back_substitute"
def back_substitute(U, b):
    x = np.zeros(len(b))
    for i in range(len(b)):
        x[i] = (b[i] - U[i, :i] @ x[:i]) / U[i, i]
    return x
