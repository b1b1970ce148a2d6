"""The surfer stays on a dangling page, as if it linked to itself."""


# fails: pagerank-dangling_pages, pagerank-any_damping
# %% solution="pagerank"
def pagerank(links, damping=0.85):
    n = len(links)
    out = links.sum(axis=1)
    S = np.eye(n)
    S[out > 0] = links[out > 0] / out[out > 0, None]
    G = damping * S + (1 - damping) / n
    _, r = power_iteration(G.T, np.ones(n))
    return r / r.sum()
