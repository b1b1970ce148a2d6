"""Throws all darts of a round at one height: dependent draws, whole rounds kept at once."""
# fails: rejection-distribution, rejection-contract
# %% solution="rejection"
def rejection_sample(f, g, propose, M, n, rng):
    accepted = np.empty(0)
    while len(accepted) < n:
        x = propose(n, rng)
        if np.any(f(x) > M * g(x)):
            raise ValueError("the envelope is too low")
        accepted = np.concatenate([accepted, x[rng.random() * M * g(x) < f(x)]])
    return accepted[:n]
