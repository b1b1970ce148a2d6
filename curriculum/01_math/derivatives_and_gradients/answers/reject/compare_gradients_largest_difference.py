"""Names the component with the largest absolute difference."""
# fails: compare_gradients-worst_component
# %% solution="compare_gradients"
def compare_gradients(analytic, measured, names, floor=1e-5, tolerance=1e-4):
    if analytic.shape != measured.shape:
        raise ValueError("the shapes differ")
    finite = np.isfinite(analytic) & np.isfinite(measured)
    scale = np.maximum(np.maximum(np.abs(analytic), np.abs(measured)), floor)
    differences = np.full(len(analytic), np.inf)
    differences[finite] = np.abs(analytic[finite] - measured[finite])
    errors = np.full(len(analytic), np.inf)
    errors[finite] = differences[finite] / scale[finite]
    worst, error = int(np.argmax(differences)), errors.max()
    return GradientReport(error <= tolerance, error, names[worst], analytic[worst], measured[worst])
