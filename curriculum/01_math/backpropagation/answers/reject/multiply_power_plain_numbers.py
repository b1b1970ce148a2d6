"""Forgets as_value: a plain number as a factor ends in an AttributeError."""
# fails: multiply_power-product
# %% solution="multiply_power"
def multiply(a, b):
    return Value(a.data * b.data, parents=(a, b), local_derivatives=(b.data, a.data))


def power(a, exponent):
    if exponent == 0:
        return Value(1.0, (a,), (0.0,))
    return Value(a.data**exponent, (a,), (exponent * a.data ** (exponent - 1),))
