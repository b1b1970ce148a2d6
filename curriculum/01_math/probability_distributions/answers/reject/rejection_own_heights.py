"""Takes the heights from a generator of its own; only the proposals follow `rng`."""
# fails: rejection-contract
# %% solution="rejection"
def rejection_sample(f, g, propose, M, n, rng):
    heights = np.random.default_rng(0)
    accepted = np.empty(0)
    while len(accepted) < n:
        x = propose(n, rng)
        if np.any(f(x) > M * g(x)):
            raise ValueError("the envelope is too low")
        accepted = np.concatenate([accepted, x[heights.random(n) * M * g(x) < f(x)]])
    return accepted[:n]
