"""Recursion on the last unknown."""
# %% solution="back_substitute"
def back_substitute(U, b):
    last = b[-1] / U[-1, -1]
    if len(b) == 1:
        return np.array([last])
    return np.append(back_substitute(U[:-1, :-1], b[:-1] - U[:-1, -1] * last), last)
