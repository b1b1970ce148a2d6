"""numpy's functions, arrays for tuples, the product form of 1 - t**2, relu by a comparison."""
# %% solution="exp_tanh_relu"
def exp(a):
    result = np.exp(a.data)
    return Value(result, [a], [result])


def tanh(a):
    t = np.tanh(a.data)
    return Value(t, [a], [(1 - t) * (1 + t)])


def relu(a):
    on = a.data > 0
    return Value(a.data * on, [a], [on])
