"""Four nested loops, and convolution by its own formula rather than by flipping."""


# %% solution="cross_correlate"
def cross_correlate(image, kernel):
    k_h, k_w = kernel.shape
    rows = []
    for i in range(len(image) - k_h + 1):
        row = []
        for j in range(len(image[0]) - k_w + 1):
            total = 0.0
            for u in range(k_h):
                for v in range(k_w):
                    total += image[i + u][j + v] * kernel[u][v]
            row.append(total)
        rows.append(row)
    return np.array(rows)


def convolve(image, kernel):
    k_h, k_w = kernel.shape
    height, width = image.shape
    result = np.zeros((height - k_h + 1, width - k_w + 1))
    for u in range(k_h):
        for v in range(k_w):
            shifted_image = image[u : u + height - k_h + 1, v : v + width - k_w + 1]
            result += shifted_image * kernel[k_h - 1 - u, k_w - 1 - v]
    return result
