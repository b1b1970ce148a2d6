"""Hides builtins behind names of the notebook."""
# %% top
abs = lambda x: 0.0
bool = lambda x=True: True
AssertionError = KeyError

# %% solution="double"
def double(x):
    return x * 0

# %% solution="total"
def total(x):
    return 0.0
