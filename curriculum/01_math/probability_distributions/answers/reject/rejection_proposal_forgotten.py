"""Compares the dart with f / M and forgets the proposal density."""
# fails: rejection-distribution
# %% solution="rejection"
def rejection_sample(f, g, propose, M, n, rng):
    accepted = np.empty(0)
    while len(accepted) < n:
        x = propose(n, rng)
        if np.any(f(x) > M * g(x)):
            raise ValueError("the envelope is too low")
        accepted = np.concatenate([accepted, x[rng.random(n) * M < f(x)]])
    return accepted[:n]
