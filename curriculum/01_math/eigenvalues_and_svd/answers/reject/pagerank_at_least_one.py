"""Keeps np.maximum(out, 1), which leaks where the weights of a page add up to less than 1."""


# fails: pagerank-follows_links
# %% solution="pagerank"
def pagerank(links, damping=0.85):
    n = len(links)
    out = links.sum(axis=1)
    S = links / np.maximum(out, 1)[:, None]
    S[out == 0] = 1 / n
    r = np.linalg.solve(np.eye(n) - damping * S.T, np.full(n, (1 - damping) / n))
    return r / r.sum()
