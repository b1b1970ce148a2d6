"""Draws from numpy's global generator."""


# fails: power-simulation
# %% solution="power"
def sample_size(theta_a, theta_b, alpha, target):
    if theta_a == theta_b:
        raise ValueError("equal rates")
    sigma_0, sigma_1 = null_and_true_sigma(theta_a, theta_b)
    root = (stats.norm.isf(alpha / 2) * sigma_0 + stats.norm.isf(1 - target) * sigma_1) / (theta_b - theta_a)
    return ceil(root**2)


def simulated_power(theta_a, theta_b, n, alpha, n_experiments, rng):
    k_a = np.random.binomial(n, theta_a, size=n_experiments)
    k_b = np.random.binomial(n, theta_b, size=n_experiments)
    return np.mean(two_proportion_p(k_a, n, k_b, n) < alpha)
