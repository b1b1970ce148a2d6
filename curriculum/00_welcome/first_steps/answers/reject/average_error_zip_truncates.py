"""Trusts zip, which drops the rest of the longer list without a word."""
# fails: average_error-refuses_bad_input
# %% solution="average_error"
def average_error(actual, forecast):
    misses = [abs(y - f) for y, f in zip(actual, forecast)]
    if not misses:
        raise ValueError("nothing to average")
    return sum(misses) / len(misses)
