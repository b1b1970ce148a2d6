"""z by ppf, np.ceil made an int, rates as one broadcast draw."""


# %% solution="power"
def sample_size(theta_a, theta_b, alpha, target):
    delta = theta_a - theta_b
    if delta == 0:
        raise ValueError("the rates are equal")
    sigma_0, sigma_1 = null_and_true_sigma(theta_a, theta_b)
    z_alpha, z_power = stats.norm.ppf([1 - alpha / 2, target])
    return int(np.ceil((z_alpha * sigma_0 + z_power * sigma_1) ** 2 / delta**2))


def simulated_power(theta_a, theta_b, n, alpha, n_experiments, rng):
    k = rng.binomial(n, [theta_a, theta_b], size=(n_experiments, 2))
    return np.count_nonzero(two_proportion_p(k[:, 0], n, k[:, 1], n) < alpha) / n_experiments
