"""Proposes as many as are still missing, in a list of pieces; heights by rng.uniform."""
# %% solution="rejection"
def rejection_sample(f, g, propose, M, n, rng):
    pieces, missing = [], n
    while missing:
        x = propose(max(missing, 16), rng)
        top = M * g(x)
        if (f(x) > top).any():
            raise ValueError("the envelope is too low")
        good = x[rng.uniform(0, top) < f(x)][:missing]
        pieces.append(good)
        missing -= len(good)
    return np.hstack(pieces) if pieces else np.zeros(0)
