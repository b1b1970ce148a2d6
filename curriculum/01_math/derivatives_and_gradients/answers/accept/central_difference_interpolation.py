"""The slope of the parabola through three points, by NumPy."""
# %% solution="central_difference"
def central_difference(f, x, h):
    above, below = np.float64(f(x + h)), np.float64(f(x - h))
    return np.gradient([below, f(x), above], h)[1]
