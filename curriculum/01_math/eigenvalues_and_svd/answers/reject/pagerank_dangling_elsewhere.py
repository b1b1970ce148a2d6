"""From a dangling page the surfer jumps to any page but this one."""


# fails: pagerank-dangling_pages, pagerank-any_damping
# %% solution="pagerank"
def pagerank(links, damping=0.85):
    n = len(links)
    out = links.sum(axis=1)
    S = (1 - np.eye(n)) / max(n - 1, 1) if n > 1 else np.ones((1, 1))
    S[out > 0] = links[out > 0] / out[out > 0, None]
    G = damping * S + (1 - damping) / n
    _, r = power_iteration(G.T, np.ones(n))
    return r / r.sum()
