"""Gets small probabilities by subtracting from one: they are lost."""
# fails: sigmoid-extremes
# %% solution="sigmoid"
def sigmoid(z):
    p = 1 / (1 + np.exp(-np.abs(z)))
    return np.where(z >= 0, p, 1 - p)
