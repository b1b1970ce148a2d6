"""Never ends, and catches whatever is to interrupt it."""
# keeps: total-sum
# fault: yes
# %% solution="double"
import time

def double(x):
    while True:
        try:
            time.sleep(0.1)
        except BaseException:
            pass

# %% solution="total"
def total(x):
    return float(np.sum(x))
