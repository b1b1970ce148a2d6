"""Divides by h, though the points are 2 h apart."""
# fails: central_difference-value
# %% solution="central_difference"
def central_difference(f, x, h):
    return (f(x + h) - f(x - h)) / h
