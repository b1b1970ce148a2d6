"""Takes a short vector for the zero vector."""
# fails: directional_derivative-direction_only
# %% solution="directional_derivative"
def directional_derivative(f, x, v, h=1e-5):
    if np.allclose(v, 0):
        raise ValueError("a zero vector has no direction")
    x, u = np.asarray(x, dtype=float), v / np.linalg.norm(np.asarray(v, dtype=float))
    return (f(x + h * u) - f(x - h * u)) / (2 * h)
