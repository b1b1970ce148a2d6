"""Takes points at half the step that was given."""
# fails: central_difference-value
# %% solution="central_difference"
def central_difference(f, x, h):
    return (f(x + h / 2) - f(x - h / 2)) / h
