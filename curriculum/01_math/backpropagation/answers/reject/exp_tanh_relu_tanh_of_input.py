"""Takes 1 - x**2 with the input in place of the result."""
# fails: exp_tanh_relu-tanh
# %% solution="exp_tanh_relu"
def exp(a):
    return Value(math.exp(a.data), (a,), (math.exp(a.data),))


def tanh(a):
    return Value(math.tanh(a.data), (a,), (1 - a.data**2,))


def relu(a):
    return Value(max(0.0, a.data), (a,), (1.0 if a.data > 0 else 0.0,))
