"""All windows as a view, thinned by the stride, one maximum."""


# %% solution="max_pool2d"
def max_pool2d(x, size, stride=None):
    step = stride or size
    windows = np.lib.stride_tricks.sliding_window_view(x, (size, size), axis=(2, 3))
    return windows[:, :, ::step, ::step].max(axis=(-1, -2))
