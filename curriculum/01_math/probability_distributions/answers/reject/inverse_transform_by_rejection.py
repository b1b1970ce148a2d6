"""Draws categories by rejection, many uniform numbers for one draw: never ends on a constant stream."""
# fails: inverse_transform-categorical
# %% solution="inverse_transform"
def sample_exponential(rate, n, rng):
    return -np.log1p(-rng.random(n)) / rate


def sample_categorical(p, n, rng):
    drawn = []
    while len(drawn) < n:
        i = int(rng.random() * len(p))
        if rng.random() * p.max() < p[i]:
            drawn.append(i)
    return np.array(drawn, dtype=int)
