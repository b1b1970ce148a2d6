"""Stops at the first single lag that is not positive."""
# fails: diagnostics-effective_sample_size
# %% solution="diagnostics"
def autocorrelation(x, max_lag):
    d = x - x.mean()
    return np.array([np.sum(d[t:] * d[: len(d) - t]) for t in range(max_lag + 1)]) / np.sum(d**2)


def effective_sample_size(x):
    tau = 1.0
    for rho in autocorrelation(x, len(x) - 1)[1:]:
        if rho <= 0:
            break
        tau += 2 * rho
    return len(x) / tau


def split_r_hat(chains):
    h = chains.shape[1] // 2
    halves = np.concatenate([chains[:, :h], chains[:, h:]])
    W = np.mean(np.var(halves, axis=1, ddof=1))
    V = np.var(np.mean(halves, axis=1), ddof=1)
    return np.sqrt((h - 1) / h + V / W)
