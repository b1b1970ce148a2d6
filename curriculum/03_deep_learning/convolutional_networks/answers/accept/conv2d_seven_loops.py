"""Seven nested loops over plain numbers; the size counted with a range."""


# %% solution="conv2d"
def output_size(n, kernel, stride=1, padding=0):
    starts = range(0, n + 2 * padding - kernel + 1, stride)
    if len(starts) == 0:
        raise ValueError("no position fits")
    return len(starts)


def conv2d(x, weight, bias, stride=1, padding=0):
    n_images, channels, height, width = x.shape
    n_out, _, k_h, k_w = weight.shape
    padded = np.zeros((n_images, channels, height + 2 * padding, width + 2 * padding))
    padded[:, :, padding : padding + height, padding : padding + width] = x
    h_out, w_out = (
        output_size(height, k_h, stride, padding),
        output_size(width, k_w, stride, padding),
    )
    result = np.zeros((n_images, n_out, h_out, w_out))
    for n in range(n_images):
        for d in range(n_out):
            for i in range(h_out):
                for j in range(w_out):
                    total = bias[d]
                    for c in range(channels):
                        for u in range(k_h):
                            for v in range(k_w):
                                total += (
                                    padded[n, c, i * stride + u, j * stride + v]
                                    * weight[d, c, u, v]
                                )
                    result[n, d, i, j] = total
    return result
