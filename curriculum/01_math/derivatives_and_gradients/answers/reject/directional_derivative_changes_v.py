"""Normalises the caller's own v."""
# fails: directional_derivative-slope, directional_derivative-direction_only
# %% solution="directional_derivative"
def directional_derivative(f, x, v, h=1e-5):
    x, v = np.asarray(x, dtype=float), np.asarray(v, dtype=float)
    length = np.linalg.norm(v)
    if length == 0:
        raise ValueError("a zero vector has no direction")
    v /= length
    return (f(x + h * v) - f(x - h * v)) / (2 * h)
