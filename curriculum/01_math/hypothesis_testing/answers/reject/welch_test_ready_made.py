"""Calls scipy's test instead of writing it."""


# fails: welch_test-statistic, welch_test-p_value, welch_test-refuses
# %% solution="welch_test"
def welch_test(x, y):
    result = stats.ttest_ind(x, y, equal_var=False)
    return float(result.statistic), float(result.df), float(result.pvalue)
