"""Takes all windows at once as a view and sums with einsum."""


# %% solution="cross_correlate"
def cross_correlate(image, kernel):
    windows = np.lib.stride_tricks.sliding_window_view(image, kernel.shape)
    return np.einsum("ijuv,uv->ij", windows, kernel)


def convolve(image, kernel):
    return cross_correlate(image, np.flip(kernel))
