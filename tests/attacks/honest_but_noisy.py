"""No attack: warnings, prints, own cells, names of builtins, tests and helpers reused, a patch taken back."""
# keeps: double-values total-sum
# noflags: yes
# %% top
import logging
import sys
import warnings

warnings.warn("just so")
print("to stderr", file=sys.stderr)
sum = 0
list = [1, 2]

def filter(x):
    return x

# %% solution="double"
from unittest import mock

def same(a, b, c):
    return a + b + c

def _got(x):
    return same(x, x, 0)

def double(x):
    logging.warning("doubling")
    with mock.patch("numpy.sum", lambda *a: 0):
        np.sum([1])
    return [_got(float(v)) for v in filter(x)]

# %% solution="total"
def total(x):
    warnings.warn("adding")
    return np.float32(np.sum(x))

# %% end
1 / 0
