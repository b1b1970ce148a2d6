"""Dangling pages give nothing to anyone, and the ranks do not add up to 1."""


# fails: pagerank-dangling_pages, pagerank-any_damping
# %% solution="pagerank"
def pagerank(links, damping=0.85):
    n = len(links)
    out = links.sum(axis=1)
    S = links / np.where(out > 0, out, 1)[:, None]
    return np.linalg.solve(np.eye(n) - damping * S.T, np.full(n, (1 - damping) / n))
