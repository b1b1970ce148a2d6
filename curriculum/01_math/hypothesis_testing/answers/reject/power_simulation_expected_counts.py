"""Draws only B, and takes the expected count for A: half of the chance is missing."""


# fails: power-simulation
# %% solution="power"
def sample_size(theta_a, theta_b, alpha, target):
    if theta_a == theta_b:
        raise ValueError("equal rates")
    sigma_0, sigma_1 = null_and_true_sigma(theta_a, theta_b)
    root = (stats.norm.isf(alpha / 2) * sigma_0 + stats.norm.isf(1 - target) * sigma_1) / (theta_b - theta_a)
    return ceil(root**2)


def simulated_power(theta_a, theta_b, n, alpha, n_experiments, rng):
    k_a = np.full(n_experiments, n * theta_a)
    k_b = rng.binomial(n, theta_b, size=n_experiments)
    return np.mean(two_proportion_p(k_a, n, k_b, n) < alpha)
