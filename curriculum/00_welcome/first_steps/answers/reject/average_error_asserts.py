"""Refuses bad lists by assert, which raises an AssertionError, not the ValueError that the text asks for."""
# fails: average_error-refuses_bad_input
# %% solution="average_error"
def average_error(actual, forecast):
    assert len(actual) == len(forecast) and actual
    return sum(abs(y - f) for y, f in zip(actual, forecast)) / len(actual)
