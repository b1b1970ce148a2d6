"""Gets the other factor back by a division, and says 0 where that is not possible."""


# fails: multiply_power-product
# %% solution="multiply_power"
def multiply(a, b):
    a, b = as_value(a), as_value(b)
    v = a.data * b.data
    return Value(v, (a, b), (v / a.data if a.data else 0.0, v / b.data if b.data else 0.0))


def power(a, exponent):
    if exponent == 0:
        return Value(1.0, (a,), (0.0,))
    return Value(a.data**exponent, (a,), (exponent * a.data ** (exponent - 1),))
