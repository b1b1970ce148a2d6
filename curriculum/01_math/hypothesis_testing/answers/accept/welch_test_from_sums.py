"""Sums and squares in plain Python, p by the cdf of the lower tail."""


# %% solution="welch_test"
def welch_test(x, y):
    def squared_error(values):
        k = len(values)
        if k <= 1:
            raise ValueError("too few values")
        centre = sum(values) / k
        return centre, sum((v - centre) ** 2 for v in values) / (k - 1) / k, k - 1

    (mean_x, e_x, f_x), (mean_y, e_y, f_y) = squared_error(x), squared_error(y)
    t = (mean_x - mean_y) / (e_x + e_y) ** 0.5
    df = 1 / ((e_x / (e_x + e_y)) ** 2 / f_x + (e_y / (e_x + e_y)) ** 2 / f_y)
    return [t, df, 2 * stats.t(df).cdf(-abs(t))]
