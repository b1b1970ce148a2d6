"""Returns 0 for a zero vector."""
# fails: directional_derivative-direction_only
# %% solution="directional_derivative"
def directional_derivative(f, x, v, h=1e-5):
    length = np.linalg.norm(v)
    if length == 0:
        return 0.0
    u = v / length
    return (f(x + h * u) - f(x - h * u)) / (2 * h)
