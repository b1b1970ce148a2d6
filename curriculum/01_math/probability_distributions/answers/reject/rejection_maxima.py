"""Compares the peak of f with the peak of the envelope: f may stick out in the tail."""
# fails: rejection-contract
# %% solution="rejection"
def rejection_sample(f, g, propose, M, n, rng):
    accepted = np.empty(0)
    while len(accepted) < n:
        x = propose(n, rng)
        if np.max(f(x)) > np.max(M * g(x)):
            raise ValueError("the envelope is too low")
        accepted = np.concatenate([accepted, x[rng.random(n) * M * g(x) < f(x)]])
    return accepted[:n]
