"""The worst gap still to come, by a running maximum from the end, in arrays."""
# %% solution="race"
def race(runners, f, f_min, tol, lrs):
    def settle(name, lr):
        gaps = np.array([f(x) for x in runners[name](lr)]) - f_min
        gaps[np.isnan(gaps)] = np.inf
        worst_to_come = np.maximum.accumulate(gaps[::-1])[::-1]
        inside = np.flatnonzero(worst_to_come <= tol)
        return inside[0] if inside.size else np.inf

    table = {name: [(settle(name, lr), lr) for lr in lrs] for name in runners}
    best = {name: sorted(entries)[0] for name, entries in table.items()}
    return {name: [None if np.isinf(steps) else np.float64(lr), np.float64(steps)] for name, (steps, lr) in best.items()}
