"""Turns x into float64 and divides v by its norm in its own dtype."""
# fails: directional_derivative-direction_only
# %% solution="directional_derivative"
def directional_derivative(f, x, v, h=1e-5):
    if not np.any(v):
        raise ValueError("a zero vector has no direction")
    x = np.asarray(x, dtype=float)
    u = v / np.linalg.norm(v)
    return (f(x + h * u) - f(x - h * u)) / (2 * h)
