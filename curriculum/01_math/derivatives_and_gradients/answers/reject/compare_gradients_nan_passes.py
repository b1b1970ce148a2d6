"""Complains only if an error exceeds the tolerance; nan never does."""
# fails: compare_gradients-shapes_and_nan
# %% solution="compare_gradients"
def compare_gradients(analytic, measured, names, floor=1e-5, tolerance=1e-4):
    if analytic.shape != measured.shape:
        raise ValueError("the shapes differ")
    finite = np.isfinite(analytic) & np.isfinite(measured)
    scale = np.maximum(np.maximum(np.abs(analytic), np.abs(measured)), floor)
    errors = np.nan_to_num(np.abs(analytic - measured) / scale, nan=0.0)
    worst = int(np.argmax(errors))
    passed = bool(errors[worst] <= tolerance)
    return GradientReport(passed, errors[worst], names[worst], analytic[worst], measured[worst])
