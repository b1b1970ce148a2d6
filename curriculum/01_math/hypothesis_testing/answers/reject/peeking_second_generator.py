"""Draws B from a generator of its own with a fixed seed: every call has the same B."""


# fails: peeking-running
# %% solution="peeking"
def running_p_values(theta_a, theta_b, n_per_day, n_days, n_experiments, rng):
    n = n_per_day * np.arange(1, n_days + 1)
    k_a = rng.binomial(n_per_day, theta_a, size=(n_experiments, n_days)).cumsum(axis=1)
    rng = np.random.default_rng(1)
    k_b = rng.binomial(n_per_day, theta_b, size=(n_experiments, n_days)).cumsum(axis=1)
    return two_proportion_p(k_a, n, k_b, n)


def alarm_rate(p_values, threshold):
    return float(np.mean((p_values < threshold).any(axis=1)))


def peeking_threshold(null_p_values, alpha):
    return float(np.quantile(null_p_values.min(axis=1), alpha))
