"""The mean of a forward and a backward difference."""
# %% solution="central_difference"
def central_difference(f, x, h):
    forward = forward_difference(f, x, h)
    backward = forward_difference(f, x, -h)
    return (forward + backward) / 2
