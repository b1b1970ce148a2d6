"""Autocorrelations by FFT, pairs as an array, R-hat from B and W."""
# %% solution="diagnostics"
def autocorrelation(x, max_lag):
    n = len(x)
    f = np.fft.rfft(x - x.mean(), 2 * n)
    g = np.fft.irfft(np.abs(f) ** 2, 2 * n)[: max_lag + 1]
    return g / g[0]


def effective_sample_size(x):
    n = len(x)
    rho = autocorrelation(x, n - 1)
    pairs = rho[: n - n % 2].reshape(-1, 2).sum(axis=1)
    K = np.argmax(np.append(pairs, -1.0) <= 0)
    return min(float(n), n / max(2 * pairs[:K].sum() - 1, 1e-12))


def split_r_hat(chains):
    pieces = np.vstack(np.split(chains, 2, axis=1))
    n = pieces.shape[1]
    B = n * np.var(pieces.mean(axis=1), ddof=1)
    W = pieces.var(axis=1, ddof=1).mean()
    return np.sqrt(((n - 1) * W + B) / (n * W))
