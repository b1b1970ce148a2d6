"""Forgets the parent of exp."""


# fails: exp_tanh_relu-exp
# %% solution="exp_tanh_relu"
def exp(a):
    return Value(math.exp(a.data))


def tanh(a):
    t = math.tanh(a.data)
    return Value(t, (a,), (1 - t * t,))


def relu(a):
    return Value(max(0.0, a.data), (a,), (1.0 if a.data > 0 else 0.0,))
