"""Divides by the sums as a row: each column gets its own, (n,) where (n, 1) is meant."""


# fails: pagerank-follows_links, pagerank-dangling_pages, pagerank-any_damping
# %% solution="pagerank"
def pagerank(links, damping=0.85):
    n = len(links)
    out = links.sum(axis=1)
    S = np.full((n, n), 1 / n)
    S[:, out > 0] = links[:, out > 0] / out[out > 0]
    A = np.eye(n) - damping * S.T
    r = np.linalg.solve(A, np.full(n, (1 - damping) / n))
    return r / r.sum()
