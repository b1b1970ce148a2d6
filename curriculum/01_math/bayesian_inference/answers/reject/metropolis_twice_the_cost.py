"""Evaluates the current state again in each step."""
# fails: metropolis-costs_and_randomness
# %% solution="metropolis"
def metropolis(log_p, start, step, n, rng):
    x, chain, accepted = start, [], 0
    for _ in range(n):
        proposal = x + step * rng.normal(size=x.shape)
        if np.log(1 - rng.random()) < log_p(proposal) - log_p(x):
            x, accepted = proposal, accepted + 1
        chain.append(x)
    return np.array(chain), accepted / n


def log_density_of_log_odds(phi, a, b):
    return a * phi - (a + b) * np.logaddexp(0, phi)
