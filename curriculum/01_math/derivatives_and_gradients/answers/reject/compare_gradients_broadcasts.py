"""Compares the lengths only, so that (3, 1) against (3,) goes through."""
# fails: compare_gradients-shapes_and_nan
# %% solution="compare_gradients"
def compare_gradients(analytic, measured, names, floor=1e-5, tolerance=1e-4):
    if len(analytic) != len(measured):
        raise ValueError("the shapes differ")
    analytic = analytic.ravel()
    finite = np.isfinite(analytic) & np.isfinite(measured)
    scale = np.maximum(np.maximum(np.abs(analytic), np.abs(measured)), floor)
    errors = np.full(len(analytic), np.inf)
    errors[finite] = (np.abs(analytic[finite] - measured[finite]) / scale[finite])
    worst = int(np.argmax(errors))
    passed = bool(errors[worst] <= tolerance)
    return GradientReport(passed, errors[worst], names[worst], analytic[worst], measured[worst])
