"""Takes the rate that is best for the first runner, for everybody."""
# fails: race-tuning
# %% solution="race"
def race(runners, f, f_min, tol, lrs):
    def arrival(run, lr):
        path = run(lr)
        bad = [k for k, x in enumerate(path) if not f(x) - f_min <= tol]
        arrived = bad[-1] + 1 if bad else 0
        return arrived if arrived < len(path) else math.inf

    first = next(iter(runners.values()))
    lr = min(sorted(lrs), key=lambda lr: arrival(first, lr))
    steps = {name: arrival(run, lr) for name, run in runners.items()}
    return {name: (lr if s < math.inf else None, s) for name, s in steps.items()}
