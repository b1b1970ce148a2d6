"""Both stable formulas inside np.where, which evaluates both for every element."""
# fails: sigmoid-extremes
# %% solution="sigmoid"
def sigmoid(z):
    return np.where(z >= 0, 1 / (1 + np.exp(-z)), np.exp(z) / (1 + np.exp(z)))
