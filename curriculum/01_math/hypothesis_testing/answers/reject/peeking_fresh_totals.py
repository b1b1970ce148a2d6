"""Draws a fresh total for each day: the days of an experiment are not one story."""


# fails: peeking-running
# %% solution="peeking"
def running_p_values(theta_a, theta_b, n_per_day, n_days, n_experiments, rng):
    n = n_per_day * np.arange(1, n_days + 1)
    k_a = rng.binomial(n, theta_a, size=(n_experiments, n_days))
    k_b = rng.binomial(n, theta_b, size=(n_experiments, n_days))
    return two_proportion_p(k_a, n, k_b, n)


def alarm_rate(p_values, threshold):
    return float(np.mean((p_values < threshold).any(axis=1)))


def peeking_threshold(null_p_values, alpha):
    return float(np.quantile(null_p_values.min(axis=1), alpha))
