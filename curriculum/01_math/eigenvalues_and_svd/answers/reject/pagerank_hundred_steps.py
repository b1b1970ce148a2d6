"""Mends all but the number of steps: 0.99 to the power 100 is far from 0."""


# fails: pagerank-any_damping
# %% solution="pagerank"
def pagerank(links, damping=0.85):
    n = len(links)
    out = links.sum(axis=1)
    S = np.full((n, n), 1 / n)
    S[out > 0] = links[out > 0] / out[out > 0, None]
    G = damping * S + (1 - damping) / n
    r = np.full(n, 1 / n)
    for _ in range(120):
        r = G.T @ r
    return r
