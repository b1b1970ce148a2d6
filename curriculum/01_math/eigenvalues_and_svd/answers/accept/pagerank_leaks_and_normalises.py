"""Lets dangling pages leak and divides by the sum at the end, which comes to the same."""


# %% solution="pagerank"
def pagerank(links, damping=0.85):
    n = len(links)
    out = links.sum(axis=1, dtype=float)
    out[out == 0] = 1.0
    r = np.full(n, 1 / n)
    while True:
        new = damping * (links.T @ (r / out)) + (1 - damping) / n
        if np.abs(new - r).max() < 1e-14:
            return new / new.sum()
        r = new
