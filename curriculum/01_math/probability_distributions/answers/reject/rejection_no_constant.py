"""Compares with g instead of M g: the peak is cut off."""
# fails: rejection-distribution
# %% solution="rejection"
def rejection_sample(f, g, propose, M, n, rng):
    accepted = np.empty(0)
    while len(accepted) < n:
        x = propose(n, rng)
        if np.any(f(x) > M * g(x)):
            raise ValueError("the envelope is too low")
        accepted = np.concatenate([accepted, x[rng.random(n) * g(x) < f(x)]])
    return accepted[:n]
