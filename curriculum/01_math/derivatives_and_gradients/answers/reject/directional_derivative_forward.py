"""A forward difference along the line."""
# fails: directional_derivative-slope, directional_derivative-direction_only
# %% solution="directional_derivative"
def directional_derivative(f, x, v, h=1e-5):
    length = np.linalg.norm(v)
    if length == 0:
        raise ValueError("a zero vector has no direction")
    return (f(x + h * v / length) - f(x)) / h
