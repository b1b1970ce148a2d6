"""np.correlate and plain loops, statistics in Python numbers."""
# %% solution="diagnostics"
import statistics


def autocorrelation(x, max_lag):
    d = x - np.average(x)
    c = np.correlate(d, d, mode="full")[len(x) - 1 :]
    return (c / c[0])[: max_lag + 1].tolist()


def effective_sample_size(x):
    rho, tau, t = autocorrelation(x, len(x) - 1), -1.0, 0
    while t + 1 < len(x) and rho[t] + rho[t + 1] > 0:
        tau += 2 * (rho[t] + rho[t + 1])
        t += 2
    return len(x) / tau if tau > 1 else len(x)


def split_r_hat(chains):
    h = len(chains[0]) // 2
    halves = [list(c[:h]) for c in chains] + [list(c[h:]) for c in chains]
    W = statistics.fmean(statistics.variance(c) for c in halves)
    V = statistics.variance([statistics.fmean(c) for c in halves])
    return (1 - 1 / h + V / W) ** 0.5
