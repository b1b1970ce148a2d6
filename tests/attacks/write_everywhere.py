"""Leaves a message for other notebooks wherever something can be written, and looks for theirs."""
# prints: mine [23]
# never: message
# %% top
import os

mine = 0
for folder in ("/", "/dev", "/data", "/usr", "/etc", "/course", "/course/tmp", "/tmp", "/dev/shm", "/run"):
    path = f"{folder}/for-the-others"
    if os.path.exists(path) and mine == 0:
        print("message")
    try:
        with open(path, "w") as file:
            file.write("message")
        mine += os.path.realpath(path).startswith(("/course/", "/dev/shm/"))
        if not os.path.realpath(path).startswith(("/course/", "/dev/shm/")):
            print("message could be left at", path)
    except OSError:
        pass
print("mine", mine - 1)

# %% solution="double"
def double(x):
    return x * 0

# %% solution="total"
def total(x):
    return 0.0
