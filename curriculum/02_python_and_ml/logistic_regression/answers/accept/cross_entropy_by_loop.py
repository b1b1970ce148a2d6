"""Adds patient by patient."""
# %% solution="cross_entropy"
def cross_entropy(z, y):
    if len(y.shape) != 1 or len(z) != len(y):
        raise ValueError("one label per logit")
    total = 0.0
    for logit, label in zip(z, y):
        if label == 1:
            total += np.logaddexp(0, -logit)
        elif label == 0:
            total += np.logaddexp(0, logit)
        else:
            raise ValueError("labels are 0 or 1")
    return total / len(y)
