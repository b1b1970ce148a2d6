"""Damps all directions instead of leaving some out."""


# fails: audit-leaves_out_the_noise
# %% solution="audit"
def audit(X, share=0.1):
    Z = X / np.linalg.norm(X, axis=0)
    _, _, Vt = np.linalg.svd(Z, full_matrices=False)
    return cond(Z), np.flatnonzero(np.abs(Vt[-1]) >= share).tolist()


def stable_fit(X, y, max_cond):
    lengths = np.linalg.norm(X, axis=0)
    U, s, Vt = np.linalg.svd(X / lengths, full_matrices=False)
    limit = s[0] / max_cond
    return Vt.T @ (U.T @ y * s / (s**2 + limit**2)) / lengths
