"""Crashes the process from inside the tests."""
# keeps: total-sum
# fault: yes
# %% solution="double"
import ctypes

def double(x):
    ctypes.string_at(0)

# %% solution="total"
def total(x):
    return float(np.sum(x))
