"""Looks for other notebooks' processes, and signals all that it finds."""
# prints: processes 1[^0-9]
# %% top
import os
import signal

pids = [int(name) for name in os.listdir("/proc") if name.isdigit()]
print("processes", len(pids))
for pid in [*pids, *range(2, 200)]:
    if pid != os.getpid():
        try:
            os.kill(pid, signal.SIGKILL)
        except OSError:
            pass
try:
    os.kill(-1, signal.SIGKILL)
except OSError:
    pass

# %% solution="double"
def double(x):
    return x * 0

# %% solution="total"
def total(x):
    return 0.0
