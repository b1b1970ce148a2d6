"""Displays more than any page can show."""
# keeps: total-sum
# %% top
from IPython.display import HTML, display

for _ in range(200):
    display(HTML("z" * 1_000_000))

# %% solution="double"
def double(x):
    return x * 0

# %% solution="total"
def total(x):
    return float(np.sum(x))
