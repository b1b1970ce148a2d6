"""Builds the power from products, with steps in between, and the rest as a plain number."""


# fails: multiply_power-power
# %% solution="multiply_power"
def multiply(a, b):
    a, b = as_value(a), as_value(b)
    return Value(a.data * b.data, parents=(a, b), local_derivatives=(b.data, a.data))


def power(a, exponent):
    if exponent in (2, 3, 4):
        v = a
        for _ in range(exponent - 1):
            v = v * a
        return v
    if exponent == 0:
        return Value(1.0, (a,), (0.0,))
    return Value(a.data**exponent, (a,), (exponent * a.data ** (exponent - 1),))
