"""Every value against every place, and a loop from below."""
# %% solution="ecdf"
def ecdf(x, t):
    return (x[None, :] <= t[:, None]).mean(axis=1)


def quantile(x, q):
    if q < 0 or q > 1:
        raise ValueError("no share")
    count, n = 0, len(x)
    for value in sorted(x.tolist()):
        count += 1
        if count / n >= q:
            return value
