"""Adds the terms one after the other, by the singular vectors of the transposed table."""


# %% solution="audit"
def audit(X, share=0.1):
    Z = np.array([column / np.linalg.norm(column) for column in X.T])
    V, s, _ = np.linalg.svd(Z, full_matrices=False)
    guilty = np.where(np.abs(V[:, -1]) >= share)[0]
    return [np.linalg.cond(Z.T), guilty]


def stable_fit(X, y, max_cond):
    lengths = [float(np.linalg.norm(column)) for column in X.T]
    V, s, Ut = np.linalg.svd((X / lengths).T, full_matrices=False)
    w = np.zeros(len(lengths))
    for i in range(len(s)):
        if s[i] * max_cond > s[0]:
            w += (Ut[i] @ y) / s[i] * V[:, i]
    return [value / length for value, length in zip(w, lengths)]
