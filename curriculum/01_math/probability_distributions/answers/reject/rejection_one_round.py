"""Makes n proposals and returns what is left of them."""
# fails: rejection-distribution, rejection-contract
# %% solution="rejection"
def rejection_sample(f, g, propose, M, n, rng):
    if n == 0:
        return np.empty(0)
    x = propose(n, rng)
    if np.any(f(x) > M * g(x)):
        raise ValueError("the envelope is too low")
    return x[rng.random(n) * M * g(x) < f(x)]
