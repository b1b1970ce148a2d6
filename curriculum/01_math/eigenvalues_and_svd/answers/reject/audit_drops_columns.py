"""Leaves out columns from the right until the rest is well-conditioned."""


# fails: audit-leaves_out_the_noise
# %% solution="audit"
def audit(X, share=0.1):
    Z = X / np.linalg.norm(X, axis=0)
    _, _, Vt = np.linalg.svd(Z, full_matrices=False)
    return cond(Z), np.flatnonzero(np.abs(Vt[-1]) >= share).tolist()


def stable_fit(X, y, max_cond):
    kept = []
    for j in range(X.shape[1]):
        if cond(X[:, kept + [j]] / np.linalg.norm(X[:, kept + [j]], axis=0)) < max_cond:
            kept.append(j)
    w = np.zeros(X.shape[1])
    w[kept] = np.linalg.lstsq(X[:, kept] / np.linalg.norm(X[:, kept], axis=0), y, rcond=None)[0]
    w[kept] /= np.linalg.norm(X[:, kept], axis=0)
    return w
