"""Leaves a process behind that would outlive the notebook."""
# %% top
import os
import subprocess
import sys

subprocess.Popen(
    [sys.executable, "-c", "import time; time.sleep(600)", "course-attack-daemon"],
    start_new_session=True,
)
if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        os.execvp("sleep", ["course-attack-daemon", "601"])
    os._exit(0)

# %% solution="double"
def double(x):
    return x * 0

# %% solution="total"
def total(x):
    return 0.0
