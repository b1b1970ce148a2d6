"""The formula with a plain sum, returned as a list."""
# %% solution="back_substitute"
def back_substitute(U, b):
    n = len(b)
    x = [0.0] * n
    for i in range(n - 1, -1, -1):
        x[i] = (b[i] - sum(U[i][j] * x[j] for j in range(i + 1, n))) / U[i][i]
    return x
