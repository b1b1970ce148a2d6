"""By Python's own statistics module, whose error for a single value is a kind of ValueError."""

# %% solution="welch_test"
from statistics import mean, variance


def welch_test(x, y):
    x, y = x.tolist(), y.tolist()
    v_x, v_y = variance(x) / len(x), variance(y) / len(y)
    t = (mean(x) - mean(y)) / (v_x + v_y) ** 0.5
    df = (v_x + v_y) ** 2 / (v_x**2 / (len(x) - 1) + v_y**2 / (len(y) - 1))
    return t, df, 2 * stats.t.sf(abs(t), df)
