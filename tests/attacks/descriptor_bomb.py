"""Opens files until none can be opened."""
# keeps: total-sum
# fault: yes
# %% top
files = []
while True:
    files.append(open("/dev/null"))

# %% after="tools"
for file in files:
    file.close()

# %% solution="double"
def double(x):
    return x * 0

# %% solution="total"
def total(x):
    return float(np.sum(x))
