"""Lets f exceed the envelope by a tenth, "for rounding"."""
# fails: rejection-contract
# %% solution="rejection"
def rejection_sample(f, g, propose, M, n, rng):
    accepted = np.empty(0)
    while len(accepted) < n:
        x = propose(n, rng)
        if np.any(f(x) > 1.1 * M * g(x)):
            raise ValueError("the envelope is too low")
        accepted = np.concatenate([accepted, x[rng.random(n) * M * g(x) < f(x)]])
    return accepted[:n]
