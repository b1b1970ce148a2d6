"""Calls scipy's test, imported above the function, instead of writing it."""

# fails: welch_test-statistic, welch_test-p_value, welch_test-refuses
# %% solution="welch_test"
from scipy.stats import ttest_ind


def welch_test(x, y):
    result = ttest_ind(x, y, equal_var=False)
    return float(result.statistic), float(result.df), float(result.pvalue)
