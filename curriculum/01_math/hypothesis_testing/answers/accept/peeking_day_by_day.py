"""Goes day by day and keeps totals; alarms by the least p-value; the threshold by sorting."""


# %% solution="peeking"
def running_p_values(theta_a, theta_b, n_per_day, n_days, n_experiments, rng):
    k_a, k_b, columns = np.zeros(n_experiments), np.zeros(n_experiments), []
    for day in range(1, n_days + 1):
        k_a = k_a + rng.binomial(n_per_day, theta_a, n_experiments)
        k_b = k_b + rng.binomial(n_per_day, theta_b, n_experiments)
        columns.append(two_proportion_p(k_a, day * n_per_day, k_b, day * n_per_day))
    return np.stack(columns, axis=1)


def alarm_rate(p_values, threshold):
    return sum(1 for row in p_values if min(row) < threshold) / len(p_values)


def peeking_threshold(null_p_values, alpha):
    least = sorted(min(row) for row in null_p_values)
    return least[int(alpha * len(least))]
