"""One number at a time, with the math module."""
# %% solution="sigmoid"
def sigmoid(z):
    import math

    values = []
    for value in z.ravel():
        if value >= 0:
            values.append(1 / (1 + math.exp(-value)))
        else:
            values.append(math.exp(value) / (1 + math.exp(value)))
    return np.array(values).reshape(z.shape)
