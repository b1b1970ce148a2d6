"""Rounds the noise away, and with it small slopes."""
# fails: central_difference-value
# %% solution="central_difference"
def central_difference(f, x, h):
    return round((f(x + h) - f(x - h)) / (2 * h), 10)
