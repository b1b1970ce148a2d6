"""Power by ndtr on the difference scale, sample size by doubling and bisection, visitors one by one."""


# %% solution="power"
def power(theta_a, theta_b, n, alpha):
    mean = 0.5 * (theta_a + theta_b)
    se_0 = (2 * mean * (1 - mean) / n) ** 0.5
    se_1 = (theta_a * (1 - theta_a) / n + theta_b * (1 - theta_b) / n) ** 0.5
    z = stats.norm.ppf(1 - alpha / 2)
    gap = abs(theta_a - theta_b)
    return ndtr((gap - z * se_0) / se_1) + ndtr((-gap - z * se_0) / se_1)


def sample_size(theta_a, theta_b, alpha, target):
    if theta_b == theta_a:
        raise ValueError("there is nothing to find")
    enough = 1
    while power(theta_a, theta_b, enough, alpha) < target:
        enough *= 2
    few = enough // 2
    while enough - few > 1:
        middle = (few + enough) // 2
        if power(theta_a, theta_b, middle, alpha) < target:
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
