"""Constants are no parents, x * x has one parent with derivative 2x, numpy does the power; p = 0 has no parent."""
# %% solution="multiply_power"
def multiply(a, b):
    if not isinstance(a, Value):
        a, b = b, a
    if not isinstance(b, Value):
        return Value(a.data * b, [a], [b])
    if a is b:
        return Value(a.data**2, [a], [2 * a.data])
    return Value(a.data * b.data, [b, a], np.array([a.data, b.data]))


def power(a, exponent):
    x = np.float64(a.data)
    if exponent == 0:
        return Value(1)
    return Value(np.power(x, exponent), (a,), (exponent * np.power(x, exponent - 1.0),))
