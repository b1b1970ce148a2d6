"""Sample size by doubling and bisection with both tails, visitors one by one."""


# %% solution="power"
def both_tails(theta_a, theta_b, n, alpha):
    sigma_0, sigma_1 = null_and_true_sigma(theta_a, theta_b)
    limit, gap = stats.norm.ppf(1 - alpha / 2) * sigma_0, abs(theta_a - theta_b) * n**0.5
    return ndtr((gap - limit) / sigma_1) + ndtr((-gap - limit) / sigma_1)


def sample_size(theta_a, theta_b, alpha, target):
    if theta_b == theta_a:
        raise ValueError("there is nothing to find")
    enough = 1
    while both_tails(theta_a, theta_b, enough, alpha) < target:
        enough *= 2
    few = enough // 2
    while enough - few > 1:
        middle = (few + enough) // 2
        if both_tails(theta_a, theta_b, middle, alpha) < target:
            few = middle
        else:
            enough = middle
    return enough


def simulated_power(theta_a, theta_b, n, alpha, n_experiments, rng):
    found = 0
    for _ in range(n_experiments):
        k_a = np.sum(rng.random(n) < theta_a)
        k_b = np.sum(rng.random(n) < theta_b)
        found += bool(two_proportion_p(k_a, n, k_b, n) < alpha)
    return found / n_experiments
