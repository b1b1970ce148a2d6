"""Lists and loops, the eigenvalue by the general Rayleigh quotient."""


# %% solution="power_iteration"
def power_iteration(A, v, tol=1e-12, max_steps=10_000):
    n = len(v)
    v = [float(value) for value in v]
    done = 0
    while done < max_steps:
        length = sum(value**2 for value in v) ** 0.5
        v = [value / length for value in v]
        w = [sum(A[i][j] * v[j] for j in range(n)) for i in range(n)]
        eigenvalue = sum(a * b for a, b in zip(v, w)) / sum(a * a for a in v)
        residual = sum((b - eigenvalue * a) ** 2 for a, b in zip(v, w)) ** 0.5
        if residual <= tol * sum(b * b for b in w) ** 0.5:
            return eigenvalue, v
        v, done = w, done + 1
    raise np.linalg.LinAlgError
