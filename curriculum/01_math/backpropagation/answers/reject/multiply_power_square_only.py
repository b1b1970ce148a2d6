"""Hard-codes the derivative of the square, from the docstring."""
# fails: multiply_power-power
# %% solution="multiply_power"
def multiply(a, b):
    a, b = as_value(a), as_value(b)
    return Value(a.data * b.data, parents=(a, b), local_derivatives=(b.data, a.data))


def power(a, exponent):
    return Value(a.data**exponent, (a,), (2 * a.data if exponent else 0.0,))
