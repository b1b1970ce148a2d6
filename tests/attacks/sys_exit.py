"""Ends the tests' cell with sys.exit instead of an answer."""
# %% solution="double"
import sys

def double(x):
    sys.exit(0)

# %% solution="total"
def total(x):
    raise KeyboardInterrupt
