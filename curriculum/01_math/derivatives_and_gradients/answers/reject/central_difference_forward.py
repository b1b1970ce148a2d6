"""Leaves the forward difference."""
# fails: central_difference-value
# %% solution="central_difference"
def central_difference(f, x, h):
    return (f(x + h) - f(x)) / h
