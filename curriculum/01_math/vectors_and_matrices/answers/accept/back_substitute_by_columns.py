"""As soon as an unknown is known, its column goes to the right-hand side."""
# %% solution="back_substitute"
def back_substitute(U, b):
    rest = np.array(b, dtype=float)
    for i in range(len(rest))[::-1]:
        rest[i] /= U[i, i]
        rest[:i] -= rest[i] * U[:i, i]
    return rest
