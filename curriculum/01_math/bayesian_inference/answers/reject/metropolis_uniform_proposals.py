"""Uniform proposals to one side."""
# fails: metropolis-repeats, metropolis-proposals, metropolis-invariant, metropolis-costs_and_randomness
# %% solution="metropolis"
def metropolis(log_p, start, step, n, rng):
    x = np.array(start, dtype=float)
    old, chain, accepted = log_p(x), [], 0
    for _ in range(n):
        proposal = x + step * rng.random(x.shape)
        new = log_p(proposal)
        if np.log(1 - rng.random()) < new - old:
            x, old, accepted = proposal, new, accepted + 1
        chain.append(x)
    return np.array(chain), accepted / n


def log_density_of_log_odds(phi, a, b):
    return a * phi - (a + b) * np.logaddexp(0, phi)
