"""Unrolls all windows into a matrix and makes one matrix product (im2col)."""


# %% solution="conv2d"
def output_size(n, kernel, stride=1, padding=0):
    room = n + 2 * padding - kernel
    if room < 0:
        raise ValueError(f"kernel {kernel} does not fit")
    return int(np.floor(room / stride) + 1)


def conv2d(x, weight, bias, stride=1, padding=0):
    padded = np.pad(x, [(0, 0), (0, 0), (padding, padding), (padding, padding)])
    windows = np.lib.stride_tricks.sliding_window_view(padded, weight.shape[2:], axis=(2, 3))
    windows = windows[:, :, ::stride, ::stride].transpose(0, 2, 3, 1, 4, 5)
    n, h_out, w_out = windows.shape[:3]
    columns = windows.reshape(n * h_out * w_out, -1)
    result = columns @ weight.reshape(len(weight), -1).T + bias
    return result.reshape(n, h_out, w_out, -1).transpose(0, 3, 1, 2)
