"""Fills the disk."""
# keeps: total-sum
# %% top
with open("big", "wb") as file:
    for _ in range(10_000):
        file.write(b"x" * 10_000_000)

# %% after="tools"
import os

os.remove("big")

# %% solution="double"
def double(x):
    return x * 0

# %% solution="total"
def total(x):
    return float(np.sum(x))
