"""Lets a group of one value pass, and returns nan."""

# fails: welch_test-refuses
# %% solution="welch_test"
import warnings


def welch_test(x, y):
    n, m = len(x), len(y)
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        if n == 0 or m == 0 or min(n, m) == 1:
            return np.nan, np.nan, np.nan
        v_x, v_y = x.var(ddof=1) / n, y.var(ddof=1) / m
    t = (x.mean() - y.mean()) / np.sqrt(v_x + v_y)
    df = (v_x + v_y) ** 2 / (v_x**2 / (n - 1) + v_y**2 / (m - 1))
    return t, df, 2 * stats.t.sf(abs(t), df)
