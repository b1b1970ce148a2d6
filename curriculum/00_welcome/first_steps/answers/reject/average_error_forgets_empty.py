"""Compares the lengths, but two empty lists end in a division by zero."""
# fails: average_error-refuses_bad_input
# %% solution="average_error"
def average_error(actual, forecast):
    if len(actual) != len(forecast):
        raise ValueError("the lists differ in length")
    return sum(abs(y - f) for y, f in zip(actual, forecast)) / len(actual)
