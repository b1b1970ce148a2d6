"""Puts each factor next to its own value: the derivatives are swapped."""
# fails: multiply_power-product
# %% solution="multiply_power"
def multiply(a, b):
    a, b = as_value(a), as_value(b)
    return Value(a.data * b.data, parents=(a, b), local_derivatives=(a.data, b.data))


def power(a, exponent):
    if exponent == 0:
        return Value(1.0, (a,), (0.0,))
    return Value(a.data**exponent, (a,), (exponent * a.data ** (exponent - 1),))
