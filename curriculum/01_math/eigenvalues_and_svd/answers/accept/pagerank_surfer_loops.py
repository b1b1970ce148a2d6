"""Page by page, the mass of the dangling pages collected and shared out; returns a list."""


# %% solution="pagerank"
def pagerank(links, damping=0.85):
    n = len(links)
    ranks = [1 / n] * n
    targets = [[(j, links[i][j]) for j in range(n) if links[i][j] > 0] for i in range(n)]
    for _ in range(2500):
        new = [(1 - damping) / n] * n
        dangling = 0.0
        for i, listed in enumerate(targets):
            total = sum(weight for _, weight in listed)
            for j, weight in listed:
                new[j] += damping * ranks[i] * weight / total
            if not listed:
                dangling += damping * ranks[i]
        new = [value + dangling / n for value in new]
        if max(abs(a - b) for a, b in zip(new, ranks)) < 1e-14:
            break
        ranks = new
    return new
