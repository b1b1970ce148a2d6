"""Exercise 1 with two halves, four calls, and exercise 4 on top of it."""
# %% solution="central_difference"
def central_difference(f, x, h):
    return 0.5 * (forward_difference(f, x, h) + forward_difference(f, x, -h))


# %% solution="directional_derivative"
def directional_derivative(f, x, v, h=1e-5):
    x, v = np.array(x, dtype=float), np.array(v, dtype=float)
    if np.all(v == 0):
        raise ValueError("v is zero")
    u = v / np.sqrt(v @ v)
    return central_difference(lambda t: f(x + t * u), 0.0, h)
