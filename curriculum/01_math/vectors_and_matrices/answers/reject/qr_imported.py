"""Leaves the work to a factorisation of scipy, imported under another name."""

# fails: qr-factors, qr-stays_orthogonal, qr-refuses_dependent
# %% solution="qr"
from scipy.linalg import qr as sqr


def qr(A):
    Q, R = sqr(A, mode="economic")
    if (np.abs(np.diag(R)) <= 1e-12 * np.linalg.norm(A, axis=0)).any():
        raise np.linalg.LinAlgError("dependent")
    return Q, R
