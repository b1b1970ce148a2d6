"""Returns the argument itself where it is positive."""


# fails: exp_tanh_relu-relu
# %% solution="exp_tanh_relu"
def exp(a):
    return Value(math.exp(a.data), (a,), (math.exp(a.data),))


def tanh(a):
    t = math.tanh(a.data)
    return Value(t, (a,), (1 - t * t,))


def relu(a):
    return a if a.data > 0 else Value(0.0, (a,), (0.0,))
