"""Resamples every column by itself."""


# fails: bootstrap-whole_observations
# %% solution="bootstrap"
def bootstrap_interval(x, statistic, confidence, n_resamples, rng):
    values = [
        statistic(
            (
                rng.choice(x, size=len(x))
                if x.ndim == 1
                else np.column_stack([rng.choice(column, size=len(x)) for column in x.T])
            )
        )
        for _ in range(n_resamples)
    ]
    low, high = np.quantile(values, [(1 - confidence) / 2, (1 + confidence) / 2])
    return float(low), float(high)
