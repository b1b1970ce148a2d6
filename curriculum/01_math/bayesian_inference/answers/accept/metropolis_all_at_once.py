"""All random numbers drawn beforehand, a preallocated chain, in place."""
# %% solution="metropolis"
def metropolis(log_p, start, step, n, rng):
    z, e = rng.standard_normal((n, len(start))) * step, rng.exponential(size=n)
    chain = np.empty((n + 1, len(start)))
    chain[0], current, moves = start, log_p(start), 0
    for i in range(n):
        chain[i + 1] = chain[i] + z[i]
        proposed = log_p(chain[i + 1])
        if current - proposed < e[i]:
            current = proposed
            moves += 1
        else:
            chain[i + 1] = chain[i]
    return chain[1:], moves / n


def log_density_of_log_odds(phi, a, b):
    return a * phi - (a + b) * max(phi, 0) - (a + b) * np.log1p(np.exp(-abs(phi)))
