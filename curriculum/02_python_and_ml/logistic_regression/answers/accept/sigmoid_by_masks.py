"""Fills each half of the line by its own formula."""
# %% solution="sigmoid"
def sigmoid(z):
    z = np.asarray(z, dtype=float)
    p = np.empty_like(z)
    positive = z >= 0
    p[positive] = 1 / (1 + np.exp(-z[positive]))
    grown = np.exp(z[~positive])
    p[~positive] = grown / (1 + grown)
    return p
