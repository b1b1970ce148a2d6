"""A plain loop that keeps the worst so far."""
# %% solution="compare_gradients"
def compare_gradients(analytic, measured, names, floor=1e-5, tolerance=1e-4):
    if np.shape(analytic) != np.shape(measured):
        raise ValueError("analytic and measured differ in shape")
    worst = None
    for name, a, m in zip(names, analytic, measured):
        if np.isfinite(a) and np.isfinite(m):
            error = abs(a - m) / max(abs(a), abs(m), floor)
        else:
            error = float("inf")
        if worst is None or error > worst.worst_error:
            worst = GradientReport(error <= tolerance, error, name, a, m)
    return worst
