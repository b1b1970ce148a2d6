"""Works in a copy of b, which cuts off fractions when b holds integers."""
# fails: back_substitute-solves
# %% solution="back_substitute"
def back_substitute(U, b):
    x = b.copy()
    for i in reversed(range(len(b))):
        x[i] = (b[i] - U[i, i + 1 :] @ x[i + 1 :]) / U[i, i]
    return x
