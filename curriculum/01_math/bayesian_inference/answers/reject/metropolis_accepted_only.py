"""Records accepted proposals only."""
# fails: metropolis-repeats, metropolis-invariant
# %% solution="metropolis"
def metropolis(log_p, start, step, n, rng):
    x, old, chain = start, log_p(start), []
    for _ in range(n):
        proposal = x + step * rng.normal(size=x.shape)
        new = log_p(proposal)
        if np.log(1 - rng.random()) < new - old:
            x, old = proposal, new
            chain.append(x)
    return np.array(chain), len(chain) / n


def log_density_of_log_odds(phi, a, b):
    return a * phi - (a + b) * np.logaddexp(0, phi)
