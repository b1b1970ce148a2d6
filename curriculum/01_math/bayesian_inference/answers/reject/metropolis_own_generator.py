"""Makes a generator of its own."""
# fails: metropolis-costs_and_randomness, metropolis-invariant
# %% solution="metropolis"
def metropolis(log_p, start, step, n, rng):
    rng = np.random.default_rng(0)
    x, old, chain, accepted = start, log_p(start), [], 0
    for _ in range(n):
        proposal = x + step * rng.normal(size=x.shape)
        new = log_p(proposal)
        if np.log(1 - rng.random()) < new - old:
            x, old, accepted = proposal, new, accepted + 1
        chain.append(x)
    return np.array(chain), accepted / n


def log_density_of_log_odds(phi, a, b):
    return a * phi - (a + b) * np.logaddexp(0, phi)
