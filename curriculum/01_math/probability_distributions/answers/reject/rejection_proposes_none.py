"""Proposes before it asks whether anything is wanted, with k = 0."""
# fails: rejection-contract
# %% solution="rejection"
def rejection_sample(f, g, propose, M, n, rng):
    accepted = np.empty(0)
    while True:
        x = propose(n, rng)
        if np.any(f(x) > M * g(x)):
            raise ValueError("the envelope is too low")
        accepted = np.concatenate([accepted, x[rng.random(n) * M * g(x) < f(x)]])
        if len(accepted) >= n:
            return accepted[:n]
