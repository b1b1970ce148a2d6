"""Divides standard deviations, not variances, by n."""


# fails: welch_test-statistic, welch_test-p_value
# %% solution="welch_test"
def welch_test(x, y):
    n, m = len(x), len(y)
    if min(n, m) < 2:
        raise ValueError("too few values")
    v_x, v_y = x.std(ddof=1) / n, y.std(ddof=1) / m
    t = (x.mean() - y.mean()) / np.sqrt(v_x + v_y)
    df = (v_x + v_y) ** 2 / (v_x**2 / (n - 1) + v_y**2 / (m - 1))
    return float(t), float(df), float(2 * stats.t.sf(abs(t), df))
