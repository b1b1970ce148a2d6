"""Ordinary least squares: nothing is left out."""


# fails: audit-leaves_out_the_noise
# %% solution="audit"
def audit(X, share=0.1):
    Z = X / np.linalg.norm(X, axis=0)
    _, _, Vt = np.linalg.svd(Z, full_matrices=False)
    return cond(Z), np.flatnonzero(np.abs(Vt[-1]) >= share).tolist()


def stable_fit(X, y, max_cond):
    return np.linalg.lstsq(X, y, rcond=None)[0]
