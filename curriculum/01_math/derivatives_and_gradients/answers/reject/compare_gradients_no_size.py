"""Leaves the difference its sign: what is too small passes."""
# fails: compare_gradients-error_and_verdict, compare_gradients-worst_component
# %% solution="compare_gradients"
def compare_gradients(analytic, measured, names, floor=1e-5, tolerance=1e-4):
    if analytic.shape != measured.shape:
        raise ValueError("the shapes differ")
    with np.errstate(invalid="ignore"):
        largest = np.maximum(np.maximum(np.abs(analytic), np.abs(measured)), floor)
        errors = (analytic - measured) / largest
    errors[~(np.isfinite(analytic) & np.isfinite(measured))] = np.inf
    i = np.argmax(errors)
    return GradientReport(errors[i] <= tolerance, errors[i], names[i], analytic[i], measured[i])
