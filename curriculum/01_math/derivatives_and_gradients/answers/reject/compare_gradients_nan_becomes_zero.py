"""Cleans nan and inf out of the gradients before it judges, and the evidence with them."""
# fails: compare_gradients-shapes_and_nan
# %% solution="compare_gradients"
def compare_gradients(analytic, measured, names, floor=1e-5, tolerance=1e-4):
    if analytic.shape != measured.shape:
        raise ValueError("the shapes differ")
    finite = np.isfinite(analytic) & np.isfinite(measured)
    a, m = np.where(finite, analytic, 0.0), np.where(finite, measured, 0.0)
    errors = np.abs(a - m) / np.maximum(np.maximum(np.abs(a), np.abs(m)), floor)
    errors[~finite] = np.inf
    i = int(np.argmax(errors))
    return GradientReport(bool(errors[i] <= tolerance), errors[i], names[i], a[i], m[i])
