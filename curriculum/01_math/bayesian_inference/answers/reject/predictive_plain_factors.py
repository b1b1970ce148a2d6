"""Multiplies the factors themselves: overflow and 0/0 for large m."""
# fails: predictive-large_numbers
# %% solution="predictive"
from scipy.special import beta, comb


def predictive(a, b, m):
    k = np.arange(m + 1)
    with np.errstate(all="ignore"):
        return comb(m, k) * beta(a + k, b + m - k) / beta(a, b)
