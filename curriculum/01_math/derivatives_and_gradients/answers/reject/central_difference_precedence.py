"""Forgets the brackets: divides by 2 and multiplies by h."""
# fails: central_difference-value
# %% solution="central_difference"
def central_difference(f, x, h):
    return (f(x + h) - f(x - h)) / 2 * h
