"""Keeps the small directions and leaves out the others."""


# fails: audit-fits_when_all_is_well, audit-leaves_out_the_noise
# %% solution="audit"
def audit(X, share=0.1):
    Z = X / np.linalg.norm(X, axis=0)
    _, _, Vt = np.linalg.svd(Z, full_matrices=False)
    return cond(Z), np.flatnonzero(np.abs(Vt[-1]) >= share).tolist()


def stable_fit(X, y, max_cond):
    lengths = np.linalg.norm(X, axis=0)
    U, s, Vt = np.linalg.svd(X / lengths, full_matrices=False)
    kept = s <= s[0] / max_cond
    return Vt[kept].T @ (U[:, kept].T @ y / s[kept]) / lengths
