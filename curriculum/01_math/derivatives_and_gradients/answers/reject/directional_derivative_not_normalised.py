"""Uses v as it is, so that a longer v makes a steeper slope."""
# fails: directional_derivative-direction_only
# %% solution="directional_derivative"
def directional_derivative(f, x, v, h=1e-5):
    if not np.any(v):
        raise ValueError("a zero vector has no direction")
    return (f(x + h * v) - f(x - h * v)) / (2 * h)
