"""Takes a power by exp(p log a), which fails for a negative a."""


# fails: multiply_power-power
# %% solution="multiply_power"
def multiply(a, b):
    a, b = as_value(a), as_value(b)
    return Value(a.data * b.data, parents=(a, b), local_derivatives=(b.data, a.data))


def power(a, exponent):
    if exponent == 0:
        return Value(1.0, (a,), (0.0,))
    v = math.exp(exponent * math.log(a.data))
    return Value(v, (a,), (exponent * v / a.data,))
