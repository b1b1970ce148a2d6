"""Writes p * v / a for the derivative of a power, which fails at a = 0."""


# fails: multiply_power-power
# %% solution="multiply_power"
def multiply(a, b):
    a, b = as_value(a), as_value(b)
    return Value(a.data * b.data, parents=(a, b), local_derivatives=(b.data, a.data))


def power(a, exponent):
    v = a.data**exponent
    return Value(v, (a,), (exponent * v / a.data if exponent else 0.0,))
