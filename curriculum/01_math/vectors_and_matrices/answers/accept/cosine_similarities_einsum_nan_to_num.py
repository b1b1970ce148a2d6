"""Divides under errstate, and replaces nan afterwards."""
# %% solution="cosine_similarities"
def cosine_similarities(X, Z):
    x2, z2 = np.einsum("ij,ij->i", X, X), np.einsum("ij,ij->i", Z, Z)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.nan_to_num(np.einsum("ik,jk->ij", X, Z) / np.sqrt(x2[:, None] * z2[None, :]))
