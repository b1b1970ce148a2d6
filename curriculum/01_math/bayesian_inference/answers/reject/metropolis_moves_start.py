"""Moves in place: all rows are one array, and the caller's start moves along."""
# fails: metropolis-proposals, metropolis-repeats, metropolis-costs_and_randomness
# %% solution="metropolis"
def metropolis(log_p, start, step, n, rng):
    x, old, chain, accepted = start, log_p(start), [], 0
    for _ in range(n):
        z = step * rng.normal(size=x.shape)
        new = log_p(x + z)
        if np.log(1 - rng.random()) < new - old:
            x += z
            old, accepted = new, accepted + 1
        chain.append(x)
    return np.array(chain), accepted / n


def log_density_of_log_odds(phi, a, b):
    return a * phi - (a + b) * np.logaddexp(0, phi)
