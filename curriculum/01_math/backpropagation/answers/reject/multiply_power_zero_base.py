"""Calls every power of 0 a constant: the derivative of a ** 1 at a = 0 is 1, not 0."""
# fails: multiply_power-power
# %% solution="multiply_power"
def multiply(a, b):
    a, b = as_value(a), as_value(b)
    return Value(a.data * b.data, parents=(a, b), local_derivatives=(b.data, a.data))


def power(a, exponent):
    if exponent == 0 or a.data == 0:
        return Value(a.data**exponent, (a,), (0.0,))
    return Value(a.data**exponent, (a,), (exponent * a.data ** (exponent - 1),))
