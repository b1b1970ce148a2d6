"""Scales the rows by the errors, then takes the mean."""
# %% solution="gradient"
def gradient(w, A, y):
    p = sigmoid(A @ w)
    return ((p - y)[:, None] * A).mean(axis=0)
