"""Says that the derivative of relu at 0 is 1."""
# fails: exp_tanh_relu-relu
# %% solution="exp_tanh_relu"
def exp(a):
    return Value(math.exp(a.data), (a,), (math.exp(a.data),))


def tanh(a):
    t = math.tanh(a.data)
    return Value(t, (a,), (1 - t * t,))


def relu(a):
    return Value(max(0.0, a.data), (a,), (float(a.data >= 0),))
