"""The density of theta, read at phi: no factor for the change of scale."""
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
    return (a - 1) * phi - (a + b - 2) * np.logaddexp(0, phi)
