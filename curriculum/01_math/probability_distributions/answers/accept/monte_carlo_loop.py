"""Sums in plain Python."""
# %% solution="monte_carlo"
def monte_carlo(h, sampler, n, rng):
    y = [float(v) for v in h(sampler(n, rng))]
    mean = sum(y) / n
    squares = sum((v - mean) ** 2 for v in y)
    return mean, (squares / (n - 1) / n) ** 0.5
