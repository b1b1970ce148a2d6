"""Cumulative products and sums in NumPy."""


# %% solution="size_up"
def conv_parameters(c_in, c_out, kernel, bias=True):
    weights_of_one_kernel = c_in * kernel**2
    return int(c_out * (weights_of_one_kernel + bias))


def receptive_fields(layers):
    if not layers:
        return []
    kernels, strides = np.array(layers).T
    jumps = np.concatenate([[1], np.cumprod(strides)[:-1]])
    return (1 + np.cumsum((kernels - 1) * jumps)).tolist()
