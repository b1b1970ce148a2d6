"""Scales the caller's own table."""


# fails: audit-names_the_guilty
# %% solution="audit"
def audit(X, share=0.1):
    X = np.asarray(X)
    X /= np.linalg.norm(X, axis=0)
    _, s, Vt = np.linalg.svd(X, full_matrices=False)
    return float(s[0] / s[-1]) if s[-1] else np.inf, np.flatnonzero(np.abs(Vt[-1]) >= share).tolist()


def stable_fit(X, y, max_cond):
    lengths = np.linalg.norm(X, axis=0)
    U, s, Vt = np.linalg.svd(X / lengths, full_matrices=False)
    kept = s > s[0] / max_cond
    return Vt[kept].T @ (U[:, kept].T @ y / s[kept]) / lengths
