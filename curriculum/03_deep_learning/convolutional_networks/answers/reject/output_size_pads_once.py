"""Counts the padding on one side only."""


# fails: conv2d-output_size
# %% solution="conv2d"
def output_size(n, kernel, stride=1, padding=0):
    if kernel > n + padding:
        raise ValueError("the kernel is larger than the padded axis")
    return (n + padding - kernel) // stride + 1


def conv2d(x, weight, bias, stride=1, padding=0):
    k_h, k_w = weight.shape[2:]
    h_out = (x.shape[2] + 2 * padding - k_h) // stride + 1
    w_out = (x.shape[3] + 2 * padding - k_w) // stride + 1
    padded = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    result = np.zeros((len(x), len(weight), h_out, w_out))
    for i in range(h_out):
        for j in range(w_out):
            top, left = i * stride, j * stride
            window = padded[:, :, top : top + k_h, left : left + k_w]
            result[:, :, i, j] = np.einsum("ncuv,dcuv->nd", window, weight) + bias
    return result
