"""Counts the visitors so far from day 0: the denominators lag by a day."""


# fails: peeking-running
# %% solution="peeking"
def running_p_values(theta_a, theta_b, n_per_day, n_days, n_experiments, rng):
    shape = (n_experiments, n_days)
    k_a = rng.binomial(n_per_day, theta_a, size=shape).cumsum(axis=1)
    k_b = rng.binomial(n_per_day, theta_b, size=shape).cumsum(axis=1)
    n = n_per_day * np.maximum(np.arange(n_days), 1)
    return two_proportion_p(np.minimum(k_a, n), n, np.minimum(k_b, n), n)


def alarm_rate(p_values, threshold):
    return float(np.mean((p_values < threshold).any(axis=1)))


def peeking_threshold(null_p_values, alpha):
    return float(np.quantile(null_p_values.min(axis=1), alpha))
