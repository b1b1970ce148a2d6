"""Rounds the sample size to the nearest number: in half of the cases one visitor too few."""


# fails: power-sample_size
# %% solution="power"
def sample_size(theta_a, theta_b, alpha, target):
    if theta_a == theta_b:
        raise ValueError("equal rates")
    sigma_0, sigma_1 = null_and_true_sigma(theta_a, theta_b)
    root = (stats.norm.isf(alpha / 2) * sigma_0 + stats.norm.isf(1 - target) * sigma_1) / (theta_b - theta_a)
    return int(np.round(root**2))


def simulated_power(theta_a, theta_b, n, alpha, n_experiments, rng):
    k_a, k_b = (rng.binomial(n, theta, size=n_experiments) for theta in (theta_a, theta_b))
    return np.mean(two_proportion_p(k_a, n, k_b, n) < alpha)
