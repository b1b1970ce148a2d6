"""Loops, lists, and the ratio of covariance to standard deviations with n - 1."""
# %% solution="correlation"
def pearson(x, y):
    n = len(x)
    if len(y) != n:
        raise ValueError("lengths")
    if all(x == x[0]) or all(y == y[0]):
        return float("nan")
    mx, my = sum(x) / n, sum(y) / n
    cov = sum((a - mx) * (b - my) for a, b in zip(x, y)) / (n - 1)
    return cov / (np.std(x, ddof=1) * np.std(y, ddof=1))


def average_ranks(x):
    order = sorted(range(len(x)), key=lambda i: x[i])
    ranks = [0.0] * len(x)
    start = 0
    while start < len(order):
        end = start
        while end + 1 < len(order) and x[order[end + 1]] == x[order[start]]:
            end += 1
        for place in range(start, end + 1):
            ranks[order[place]] = (start + end) / 2 + 1
        start = end + 1
    return ranks


def spearman(x, y):
    return pearson(np.array(average_ranks(x)), np.array(average_ranks(y)))
