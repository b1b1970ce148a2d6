"""Leaves numbers, NaN and texts as the last value of a cell, for nbgrader to take as a mark."""
# %% solution="double"
def double(x):
    print(2.0)
    return x * 0

# %% after="double-values"
float("nan")

# %% solution="total"
def total(x):
    from IPython.display import display
    display(100.0)
    display("100")
    return float("nan")
