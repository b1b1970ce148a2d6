"""Removes repetitions with np.unique, which sorts the sample."""
# fails: rejection-distribution
# %% solution="rejection"
def rejection_sample(f, g, propose, M, n, rng):
    accepted = np.empty(0)
    while len(accepted) < n:
        k = n - len(accepted)
        x = propose(k, rng)
        if np.any(f(x) > M * g(x)):
            raise ValueError("the envelope is too low")
        accepted = np.unique(np.concatenate([accepted, x[rng.random(k) * M * g(x) < f(x)]]))
    return accepted
