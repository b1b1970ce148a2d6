"""Computes tanh from exponentials that overflow for large inputs."""
# fails: exp_tanh_relu-tanh
# %% solution="exp_tanh_relu"
def exp(a):
    return Value(math.exp(a.data), (a,), (math.exp(a.data),))


def tanh(a):
    up, down = math.exp(a.data), math.exp(-a.data)
    t = (up - down) / (up + down)
    return Value(t, (a,), (1 - t * t,))


def relu(a):
    return Value(max(0.0, a.data), (a,), (1.0 if a.data > 0 else 0.0,))
