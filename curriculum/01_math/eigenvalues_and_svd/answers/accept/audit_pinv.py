"""numpy's pseudo-inverse with its cut-off does the fit; the audit in a loop."""


# %% solution="audit"
def audit(X, share=0.1):
    Z = X / np.sqrt((X**2).sum(axis=0))
    last = np.linalg.svd(Z)[2][-1]
    s = np.linalg.svd(Z, compute_uv=False)
    guilty = []
    for j, value in enumerate(last):
        if abs(value) >= share:
            guilty.append(j)
    return (s[0] / s[-1] if s[-1] else float("inf"), tuple(guilty))


def stable_fit(X, y, max_cond):
    lengths = np.sqrt((X**2).sum(axis=0))
    return np.linalg.pinv(X / lengths, rcond=1 / max_cond) @ y / lengths
