"""Believes that convolution is what deep learning calls so."""


# fails: cross_correlate-convolution_flips
# %% solution="cross_correlate"
def cross_correlate(image, kernel):
    k_h, k_w = kernel.shape
    result = np.zeros((image.shape[0] - k_h + 1, image.shape[1] - k_w + 1))
    for i, j in np.ndindex(result.shape):
        result[i, j] = np.sum(image[i : i + k_h, j : j + k_w] * kernel)
    return result


def convolve(image, kernel):
    return cross_correlate(image, kernel)
