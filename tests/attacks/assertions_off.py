"""Tries to switch assertions off."""
# flag: builtins.AssertionError had been replaced
# %% top
import sys
import builtins

builtins.__debug__ if True else None
sys.flags.optimize
builtins.AssertionError = type("AssertionError", (Warning,), {})

# %% solution="double"
def double(x):
    return x * 0

# %% solution="total"
def total(x):
    return 0.0
