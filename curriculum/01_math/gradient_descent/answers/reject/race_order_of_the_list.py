"""Takes the first in the list of several rates that are equally good, whatever its size."""
# fails: race-tuning
# %% solution="race"
def race(runners, f, f_min, tol, lrs):
    results = {}
    for name, run in runners.items():
        results[name] = (None, math.inf)
        for lr in lrs:
            path = run(lr)
            bad = [k for k, x in enumerate(path) if not f(x) - f_min <= tol]
            arrived = bad[-1] + 1 if bad else 0
            if arrived < len(path) and arrived < results[name][1]:
                results[name] = (lr, arrived)
    return results
