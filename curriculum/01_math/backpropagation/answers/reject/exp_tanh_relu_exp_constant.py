"""Gives exp the derivative e everywhere: right at 1 only."""
# fails: exp_tanh_relu-exp
# %% solution="exp_tanh_relu"
def exp(a):
    return Value(math.exp(a.data), (a,), (math.e,))


def tanh(a):
    t = math.tanh(a.data)
    return Value(t, (a,), (1 - t * t,))


def relu(a):
    return Value(max(0.0, a.data), (a,), (1.0 if a.data > 0 else 0.0,))
