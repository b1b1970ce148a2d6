"""The textbook formula: overflows for large negative logits."""
# fails: sigmoid-extremes
# %% solution="sigmoid"
def sigmoid(z):
    return 1 / (1 + np.exp(-z))
