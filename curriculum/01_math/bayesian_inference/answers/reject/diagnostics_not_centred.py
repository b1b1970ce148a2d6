"""Does not subtract the mean."""
# fails: diagnostics-autocorrelation, diagnostics-effective_sample_size
# %% solution="diagnostics"
def autocorrelation(x, max_lag):
    d = x
    return np.array([np.sum(d[t:] * d[: len(d) - t]) for t in range(max_lag + 1)]) / np.sum(d**2)


def effective_sample_size(x):
    rho = autocorrelation(x, len(x) - 1)
    total = 0.0
    for k in range(len(x) // 2):
        pair = rho[2 * k] + rho[2 * k + 1]
        if pair <= 0:
            break
        total += pair
    return len(x) / max(1.0, 2 * total - 1)


def split_r_hat(chains):
    h = chains.shape[1] // 2
    halves = np.concatenate([chains[:, :h], chains[:, h:]])
    W = np.mean(np.var(halves, axis=1, ddof=1))
    V = np.var(np.mean(halves, axis=1), ddof=1)
    return np.sqrt((h - 1) / h + V / W)
