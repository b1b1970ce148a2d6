"""Correlation of the two pieces, each with its own mean and spread."""
# fails: diagnostics-autocorrelation, diagnostics-effective_sample_size
# %% solution="diagnostics"
def autocorrelation(x, max_lag):
    n = len(x)
    with np.errstate(all="ignore"):
        pieces = [(x[: n - t] - x[: n - t].mean(), x[t:] - x[t:].mean()) for t in range(max_lag + 1)]
        return np.nan_to_num([p @ q / np.sqrt((p @ p) * (q @ q)) for p, q in pieces])


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
