"""Takes all memory that it can get."""
# keeps: total-sum
# %% top
hoard = []
while True:
    hoard.append(bytearray(50_000_000))

# %% after="tools"
del hoard[:]

# %% solution="double"
def double(x):
    return x * 0

# %% solution="total"
def total(x):
    return float(np.sum(x))
