"""Prints without end, on the stream and past it."""
# keeps: total-sum
# %% top
import os

for _ in range(300):
    print("x" * 1_000_000)
    os.write(1, b"y" * 1_000_000)

# %% solution="double"
def double(x):
    return x * 0

# %% solution="total"
def total(x):
    return float(np.sum(x))
