"""Takes the parents' numbers out of the graph."""
# fails: multiply_power-product
# %% solution="multiply_power"
def multiply(a, b):
    a, b = as_value(a), as_value(b)
    return Value(a.data * b.data, parents=(Value(a.data), Value(b.data)), local_derivatives=(b.data, a.data))


def power(a, exponent):
    if exponent == 0:
        return Value(1.0, (a,), (0.0,))
    return Value(a.data**exponent, (a,), (exponent * a.data ** (exponent - 1),))
