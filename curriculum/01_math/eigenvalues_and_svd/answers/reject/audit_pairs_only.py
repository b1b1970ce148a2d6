"""Looks for pairs of columns with a high cosine: ties of three go unseen."""


# fails: audit-names_the_guilty
# %% solution="audit"
def audit(X, share=0.1):
    Z = X / np.linalg.norm(X, axis=0)
    cosines = np.abs(Z.T @ Z) - np.eye(Z.shape[1])
    i, j = np.unravel_index(np.argmax(cosines), cosines.shape)
    return cond(Z), sorted([int(i), int(j)])


def stable_fit(X, y, max_cond):
    lengths = np.linalg.norm(X, axis=0)
    U, s, Vt = np.linalg.svd(X / lengths, full_matrices=False)
    kept = s > s[0] / max_cond
    return Vt[kept].T @ (U[:, kept].T @ y / s[kept]) / lengths
