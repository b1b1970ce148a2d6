"""Takes n + m - 2 degrees of freedom with unpooled variances."""


# fails: welch_test-statistic, welch_test-p_value
# %% solution="welch_test"
def welch_test(x, y):
    n, m = len(x), len(y)
    if min(n, m) < 2:
        raise ValueError("too few values")
    v_x, v_y = x.var(ddof=1) / n, y.var(ddof=1) / m
    t = (x.mean() - y.mean()) / np.sqrt(v_x + v_y)
    df = n + m - 2
    return float(t), float(df), float(2 * stats.t.sf(abs(t), df))
