"""Checks the envelope for the proposals of the first round only."""
# fails: rejection-contract
# %% solution="rejection"
def rejection_sample(f, g, propose, M, n, rng):
    accepted = np.empty(0)
    checked = False
    while len(accepted) < n:
        x = propose(n, rng)
        if not checked and np.any(f(x) > M * g(x)):
            raise ValueError("the envelope is too low")
        checked = True
        accepted = np.concatenate([accepted, x[rng.random(n) * M * g(x) < f(x)]])
    return accepted[:n]
