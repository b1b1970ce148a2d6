"""Keeps the darts above the curve."""
# fails: rejection-distribution, rejection-contract
# %% solution="rejection"
def rejection_sample(f, g, propose, M, n, rng):
    accepted = np.empty(0)
    for _ in range(1000):
        if len(accepted) >= n:
            break
        x = propose(n, rng)
        if np.any(f(x) > M * g(x)):
            raise ValueError("the envelope is too low")
        accepted = np.concatenate([accepted, x[rng.random(n) * M * g(x) > f(x)]])
    return accepted[:n]
