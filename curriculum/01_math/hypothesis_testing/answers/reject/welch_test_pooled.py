"""Student's test: one pooled variance, n + m - 2 degrees of freedom."""


# fails: welch_test-statistic, welch_test-p_value
# %% solution="welch_test"
def welch_test(x, y):
    n, m = len(x), len(y)
    if min(n, m) < 2:
        raise ValueError("too few values")
    s2 = ((n - 1) * x.var(ddof=1) + (m - 1) * y.var(ddof=1)) / (n + m - 2)
    t = (x.mean() - y.mean()) / np.sqrt(s2 * (1 / n + 1 / m))
    df = n + m - 2
    return float(t), float(df), float(2 * stats.t.sf(abs(t), df))
