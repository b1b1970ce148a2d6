"""Fills up with repetitions of the few that were accepted."""
# fails: rejection-contract
# %% solution="rejection"
def rejection_sample(f, g, propose, M, n, rng):
    if n == 0:
        return np.empty(0)
    x = propose(3 * n, rng)
    if np.any(f(x) > M * g(x)):
        raise ValueError("the envelope is too low")
    kept = x[rng.random(3 * n) * M * g(x) < f(x)]
    while len(kept) < n // 100:
        kept = np.append(kept, propose(1, rng))
    return np.resize(kept, n)
