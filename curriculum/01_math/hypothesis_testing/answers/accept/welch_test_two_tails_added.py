"""Uses np.cov and np.var, and adds the two tails."""


# %% solution="welch_test"
def welch_test(x, y):
    if x.size < 2 or y.size < 2:
        raise ValueError("each group needs two values")
    v = np.array([np.cov(x) / x.size, np.var(y, ddof=1) / y.size])
    t = np.subtract(x.mean(), y.mean()) / np.sqrt(v.sum())
    df = v.sum() ** 2 / np.sum(v**2 / np.array([x.size - 1, y.size - 1]))
    distribution = stats.t(df)
    return t, df, distribution.sf(np.abs(t)) + distribution.cdf(-np.abs(t))
