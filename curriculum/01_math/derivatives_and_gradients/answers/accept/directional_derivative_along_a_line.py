"""A function of one number along the line, and a central difference of it."""
# %% solution="directional_derivative"
def directional_derivative(f, x, v, h=1e-5):
    length = float(np.sqrt(np.sum(np.square(np.asarray(v, dtype=float)))))
    if not length > 0:
        raise ValueError("v is zero")
    u = np.asarray(v, dtype=float) / length
    on_the_line = lambda t: f(np.asarray(x) + t * u)
    return float(on_the_line(h) - on_the_line(-h)) / (h + h)
