"""Compares whole chains: a common drift goes unnoticed."""
# fails: diagnostics-split_r_hat
# %% solution="diagnostics"
def autocorrelation(x, max_lag):
    d = x - x.mean()
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
    n = chains.shape[1]
    W = chains.var(axis=1, ddof=1).mean()
    V = chains.mean(axis=1).var(ddof=1) if len(chains) > 1 else 0.0
    return np.sqrt((n - 1) / n + V / W)
