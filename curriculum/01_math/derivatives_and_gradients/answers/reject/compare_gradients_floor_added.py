"""Adds the floor to the larger size instead of taking the maximum."""
# fails: compare_gradients-error_and_verdict
# %% solution="compare_gradients"
def compare_gradients(analytic, measured, names, floor=1e-5, tolerance=1e-4):
    if analytic.shape != measured.shape:
        raise ValueError("the shapes differ")
    finite = np.isfinite(analytic) & np.isfinite(measured)
    scale = np.maximum(np.abs(analytic), np.abs(measured)) + floor
    errors = np.full(len(analytic), np.inf)
    errors[finite] = (np.abs(analytic[finite] - measured[finite]) / scale[finite])
    worst = int(np.argmax(errors))
    passed = bool(errors[worst] <= tolerance)
    return GradientReport(passed, errors[worst], names[worst], analytic[worst], measured[worst])
