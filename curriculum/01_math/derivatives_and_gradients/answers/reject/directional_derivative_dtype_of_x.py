"""Gives the direction the dtype of x: for integers it is cut off."""
# fails: directional_derivative-direction_only
# %% solution="directional_derivative"
def directional_derivative(f, x, v, h=1e-5):
    length = np.linalg.norm(v)
    if length == 0:
        raise ValueError("a zero vector has no direction")
    u = (v / length).astype(x.dtype)
    x = x.astype(float)
    return (f(x + h * u) - f(x - h * u)) / (2 * h)
