"""Divides by the sum of the sizes, not by the Euclidean length."""
# fails: directional_derivative-slope, directional_derivative-direction_only
# %% solution="directional_derivative"
def directional_derivative(f, x, v, h=1e-5):
    length = np.abs(v).sum()
    if length == 0:
        raise ValueError("a zero vector has no direction")
    u = v / length
    return (f(x + h * u) - f(x - h * u)) / (2 * h)
