"""Reaches past Python with ctypes."""
# %% solution="double"
import ctypes

def double(x):
    ctypes.pythonapi.PyErr_Clear()
    return x * 0

# %% solution="total"
def total(x):
    return 0.0
