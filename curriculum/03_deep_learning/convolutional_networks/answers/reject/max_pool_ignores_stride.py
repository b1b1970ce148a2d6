"""Always moves by the window's size."""


# fails: max_pool2d-stride_and_edges
# %% solution="max_pool2d"
def max_pool2d(x, size, stride=None):
    stride = size
    n, channels, height, width = x.shape
    h_out, w_out = (height - size) // stride + 1, (width - size) // stride + 1
    result = np.zeros((n, channels, h_out, w_out))
    for i in range(h_out):
        for j in range(w_out):
            window = x[:, :, i * stride : i * stride + size, j * stride : j * stride + size]
            result[:, :, i, j] = window.max(axis=(2, 3))
    return result
