"""Records the state before each step: the start is a row, the last state is not."""
# fails: metropolis-repeats
# %% solution="metropolis"
def metropolis(log_p, start, step, n, rng):
    x, old, chain, accepted = start, log_p(start), [], 0
    for _ in range(n):
        chain.append(x)
        proposal = x + step * rng.normal(size=x.shape)
        new = log_p(proposal)
        if np.log(1 - rng.random()) < new - old:
            x, old, accepted = proposal, new, accepted + 1
    return np.array(chain), accepted / n


def log_density_of_log_odds(phi, a, b):
    return a * phi - (a + b) * np.logaddexp(0, phi)
