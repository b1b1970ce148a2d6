"""Gives the dangling pages their links in the caller's table."""


# fails: pagerank-dangling_pages
# %% solution="pagerank"
def pagerank(links, damping=0.85):
    n = len(links)
    links[links.sum(axis=1) == 0] = 1
    S = links / links.sum(axis=1, keepdims=True)
    return np.linalg.solve(np.eye(n) - damping * S.T, np.full(n, (1 - damping) / n))
