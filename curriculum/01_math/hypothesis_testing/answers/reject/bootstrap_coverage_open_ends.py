"""Does not count a truth that lies on an end."""


# fails: bootstrap-coverage
# %% solution="bootstrap"
def bootstrap_interval(x, statistic, confidence, n_resamples, rng):
    values = [statistic(x[rng.integers(len(x), size=len(x))]) for _ in range(n_resamples)]
    low, high = np.quantile(values, [(1 - confidence) / 2, (1 + confidence) / 2])
    return float(low), float(high)


def coverage(sampler, interval, truth, n_experiments, rng):
    covered = 0
    for _ in range(n_experiments):
        low, high = interval(sampler(rng), rng)
        covered += low < truth < high
    return covered / n_experiments
