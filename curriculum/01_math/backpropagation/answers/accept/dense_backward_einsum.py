"""The four formulas written as sums over indices, returned as a list."""
# %% solution="dense_backward"
def dense_backward(X, W, b, G):
    Z = np.einsum("ik,kj->ij", X, W) + b
    delta = G / np.cosh(Z) ** 2
    return [np.einsum("ij,kj->ik", delta, W), np.einsum("ik,ij->kj", X, delta), np.einsum("ij->j", delta)]
