"""Applies the operation to the identity, and broadcasting for the layers."""
# %% solution="made_to_order"
def selector(d, kept):
    S = np.zeros((d, len(kept)))
    S[kept, np.arange(len(kept))] = 1
    return S


def row_operation(m, i, j, c):
    E = np.identity(m)
    E[i] = E[i] - c * E[j]
    return E


def outer_terms(A, B):
    return A.T[:, :, None] * B[:, None, :]
