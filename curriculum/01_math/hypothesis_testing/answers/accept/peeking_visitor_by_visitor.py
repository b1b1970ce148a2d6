"""Every visitor is a uniform number; the threshold is found by bisection on the alarm rate."""


# %% solution="peeking"
def running_p_values(theta_a, theta_b, n_per_day, n_days, n_experiments, rng):
    n = n_per_day * (1 + np.arange(n_days))
    table = []
    for _ in range(n_experiments):
        a = np.cumsum(rng.random(n_per_day * n_days) < theta_a)[n_per_day - 1 :: n_per_day]
        b = np.cumsum(rng.random(n_per_day * n_days) < theta_b)[n_per_day - 1 :: n_per_day]
        table.append(two_proportion_p(a, n, b, n))
    return np.array(table)


def alarm_rate(p_values, threshold):
    return np.mean(np.min(p_values, axis=1) < threshold)


def peeking_threshold(null_p_values, alpha):
    low, high = 0.0, 1.0
    for _ in range(60):
        middle = (low + high) / 2
        if alarm_rate(null_p_values, middle) > alpha:
            high = middle
        else:
            low = middle
    return low
