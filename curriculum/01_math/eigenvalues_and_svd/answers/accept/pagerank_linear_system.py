"""Solves the equations instead of iterating."""


# %% solution="pagerank"
def pagerank(links, damping=0.85):
    n = len(links)
    S = np.array(links, dtype=float)
    S[S.sum(axis=1) == 0] = 1.0
    S /= S.sum(axis=1, keepdims=True)
    return np.linalg.solve(np.eye(n) - damping * S.T, np.full(n, (1 - damping) / n))
