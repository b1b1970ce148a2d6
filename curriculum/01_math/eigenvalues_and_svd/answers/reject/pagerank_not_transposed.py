"""Forgets the transposition: the rows of G add up to 1, so all pages come out equal."""


# fails: pagerank-follows_links, pagerank-dangling_pages, pagerank-any_damping
# %% solution="pagerank"
def pagerank(links, damping=0.85):
    n = len(links)
    out = links.sum(axis=1)
    S = np.full((n, n), 1 / n)
    S[out > 0] = links[out > 0] / out[out > 0, None]
    G = damping * S + (1 - damping) / n
    _, r = power_iteration(G, np.ones(n))
    return r / r.sum()
