"""Says nothing when the target sticks out of the envelope."""
# fails: rejection-contract
# %% solution="rejection"
def rejection_sample(f, g, propose, M, n, rng):
    accepted = np.empty(0)
    while len(accepted) < n:
        x = propose(n, rng)
        if False:
            raise ValueError("the envelope is too low")
        accepted = np.concatenate([accepted, x[rng.random(n) * M * g(x) < f(x)]])
    return accepted[:n]
