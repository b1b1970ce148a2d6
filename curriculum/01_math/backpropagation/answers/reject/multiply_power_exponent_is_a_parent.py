"""Records the constant exponent as a second parent, with derivative zero."""


# fails: multiply_power-power
# %% solution="multiply_power"
def multiply(a, b):
    a, b = as_value(a), as_value(b)
    return Value(a.data * b.data, parents=(a, b), local_derivatives=(b.data, a.data))


def power(a, exponent):
    derivative = exponent * a.data ** (exponent - 1) if exponent != 0 else 0.0
    return Value(a.data**exponent, (a, Value(exponent)), (derivative, 0.0))
