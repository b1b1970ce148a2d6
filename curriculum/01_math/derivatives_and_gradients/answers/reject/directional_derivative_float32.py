"""Stays in float32 if x and v are float32."""
# fails: directional_derivative-direction_only
# %% solution="directional_derivative"
def directional_derivative(f, x, v, h=1e-5):
    if not np.any(v):
        raise ValueError("a zero vector has no direction")
    step = h * v / np.linalg.norm(v)
    return (f(x + step) - f(x - step)) / (2 * h)
