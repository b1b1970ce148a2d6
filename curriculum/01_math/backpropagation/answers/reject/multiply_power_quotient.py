"""Gets the other factor back by a division, which fails at zero."""


# fails: multiply_power-product
# %% solution="multiply_power"
def multiply(a, b):
    a, b = as_value(a), as_value(b)
    v = a.data * b.data
    return Value(v, (a, b), (v / a.data, v / b.data))


def power(a, exponent):
    if exponent == 0:
        return Value(1.0, (a,), (0.0,))
    return Value(a.data**exponent, (a,), (exponent * a.data ** (exponent - 1),))
