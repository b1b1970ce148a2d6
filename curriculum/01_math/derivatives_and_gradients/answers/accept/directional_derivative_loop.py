"""Normalises with a loop over Python numbers."""
# %% solution="directional_derivative"
def directional_derivative(f, x, v, h=1e-5):
    squares = sum(float(v_i) ** 2 for v_i in v)
    if squares == 0:
        raise ValueError("a zero vector has no direction")
    u = np.array([float(v_i) / squares**0.5 for v_i in v])
    slope = (f(x + h * u) - f(x - h * u)) / h
    return slope / 2
