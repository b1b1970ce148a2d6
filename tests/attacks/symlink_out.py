"""Makes links to the grader's files in the working directory."""
# prints: False False
# %% top
import os

os.symlink("OUTSIDE", "link")
os.symlink("/", "root")
print(os.path.exists("link/gradebook.db"), os.path.exists("root/root/.bashrc"))

# %% solution="double"
def double(x):
    return x * 0

# %% solution="total"
def total(x):
    return 0.0
