"""Knows better than the caller which step is too small."""
# fails: central_difference-value
# %% solution="central_difference"
def central_difference(f, x, h):
    h = max(h, 1e-8)
    return (f(x + h) - f(x - h)) / (2 * h)
