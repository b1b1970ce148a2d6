"""Plain loops over sorted positions, lists all the way."""


# %% solution="multiple_comparisons"
def holm(p):
    m = len(p)
    adjusted, so_far = [0.0] * m, 0.0
    for step, i in enumerate(sorted(range(m), key=lambda i: p[i])):
        so_far = max(so_far, (m - step) * float(p[i]))
        adjusted[i] = min(1.0, so_far)
    return adjusted


def benjamini_hochberg(p):
    m = len(p)
    adjusted, so_far = [0.0] * m, 1.0
    for step, i in enumerate(sorted(range(m), key=lambda i: -p[i])):
        so_far = min(so_far, m / (m - step) * float(p[i]))
        adjusted[i] = so_far
    return adjusted
