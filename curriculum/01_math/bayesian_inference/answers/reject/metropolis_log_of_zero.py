"""Takes the logarithm of a theta that was rounded to 0 or 1."""
# fails: metropolis-log_odds
# %% solution="metropolis"
def metropolis(log_p, start, step, n, rng):
    x = np.array(start, dtype=float)
    old, chain, accepted = log_p(x), [], 0
    for _ in range(n):
        proposal = x + step * rng.normal(size=x.shape)
        new = log_p(proposal)
        if np.log(1 - rng.random()) < new - old:
            x, old, accepted = proposal, new, accepted + 1
        chain.append(x)
    return np.array(chain), accepted / n


def log_density_of_log_odds(phi, a, b):
    theta = expit(phi)
    with np.errstate(divide="ignore"):
        return a * np.log(theta) + b * np.log(1 - theta)
