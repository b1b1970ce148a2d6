"""Returns an object that says it is of another class."""
# %% top
class Pretender:
    __class__ = float

    def __array__(self, dtype=None, copy=None):
        import numpy
        return numpy.zeros(3)

    def __float__(self):
        return 0.0

# %% solution="double"
def double(x):
    return Pretender()

# %% solution="total"
def total(x):
    return Pretender()
