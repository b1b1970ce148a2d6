"""Goes on until n proposals have been accepted."""
# fails: metropolis-repeats, metropolis-invariant, metropolis-costs_and_randomness
# %% solution="metropolis"
def metropolis(log_p, start, step, n, rng):
    x, old, chain, tries = start, log_p(start), [], 0
    while len(chain) < n:
        proposal = x + step * rng.normal(size=x.shape)
        new = log_p(proposal)
        tries += 1
        if np.log(1 - rng.random()) < new - old:
            x, old = proposal, new
            chain.append(x)
    return np.array(chain), n / tries


def log_density_of_log_odds(phi, a, b):
    return a * phi - (a + b) * np.logaddexp(0, phi)
