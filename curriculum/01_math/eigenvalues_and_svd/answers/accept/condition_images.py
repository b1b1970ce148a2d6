"""The worst pair as images of the first and the last v, brought to length 1."""


# %% solution="condition"
def cond(A):
    s = scipy.linalg.svdvals(A)
    with np.errstate(all="ignore"):
        return np.inf if min(s) == 0 else max(s) / min(s)


def worst_case(A):
    _, _, Vt = np.linalg.svd(A)
    b, db = A @ Vt[0], A @ Vt[-1]
    return b / np.linalg.norm(b), db / np.linalg.norm(db)
