"""Stores the factors themselves, Values, in place of their numbers."""


# fails: multiply_power-product
# %% solution="multiply_power"
def multiply(a, b):
    a, b = as_value(a), as_value(b)
    return Value(a.data * b.data, (a, b), (b, a))


def power(a, exponent):
    if exponent == 0:
        return Value(1.0, (a,), (0.0,))
    return Value(a.data**exponent, (a,), (exponent * a.data ** (exponent - 1),))
