"""Helper functions called difference, gradient, bound, error and the like, which every later exercise still needs."""
# %% solution="central_difference"
def difference(f, x, h):
    return f(x + h) - f(x - h)


def slope(f, x, h):
    return difference(f, x, h) / (2 * h)


def central_difference(f, x, h):
    return slope(f, x, h)


# %% solution="error_model"
def errors(h, value, third, eps):
    return eps * abs(value) / h, h**2 * abs(third) / 6


def bound(*args):
    return sum(errors(*args))


def best(value, third, eps):
    return np.cbrt(3 * eps * abs(value) / abs(third))


def central_error_bound(h, value, third, eps=EPS):
    return bound(h, value, third, eps)


def best_central_step(value, third, eps=EPS):
    if 0 in (value, third):
        raise ValueError("there is no best step")
    return best(value, third, eps)


# %% solution="numerical_gradient"
def along(f, x, i):
    def moved(t):
        nudged = x.copy()
        nudged[i] = t
        return f(nudged)

    return moved


def grad(f, x, step):
    return np.array([central_difference(along(f, x, i), x[i], step[i]) for i in np.ndindex(x.shape)])


def numerical_gradient(f, x):
    x = np.array(x, dtype=float)
    return grad(f, x, steps_for(x)).reshape(x.shape)


# %% solution="directional_derivative"
def norm(v):
    return np.sqrt(v @ v)


def walk(f, x, step):
    return lambda t: f(x + t * step)


def directional_derivative(f, x, v, h=1e-5):
    v = np.array(v, dtype=float)
    if norm(v) == 0:
        raise ValueError("a zero vector has no direction")
    return central_difference(walk(f, np.array(x, dtype=float), v / norm(v)), 0.0, h)


# %% solution="jacobian_and_taylor"
def measured(f, x, step):
    return (f(x + step) - f(x - step)) / (2 * step.sum())


def numerical_jacobian(f, x):
    x = np.array(x, dtype=float)
    return np.stack([measured(f, x, step) for step in np.diag(steps_for(x))], axis=1)


def tangent(value, gradient, s):
    return value + gradient @ s


def second_order_taylor(value, gradient, H, s):
    return tangent(value, gradient + H @ s / 2, s)


# %% solution="compare_gradients"
def scale(a, m, floor):
    return max(abs(a), abs(m), floor)


def error(a, m, floor):
    return abs(a - m) / scale(a, m, floor) if np.isfinite([a, m]).all() else np.inf


def worst(values):
    return max(range(len(values)), key=values.__getitem__)


def compare_gradients(analytic, measured, names, floor=1e-5, tolerance=1e-4):
    if np.shape(analytic) != np.shape(measured):
        raise ValueError("the shapes differ")
    values = [error(a, m, floor) for a, m in zip(analytic, measured)]
    i = worst(values)
    return GradientReport(values[i] <= tolerance, values[i], names[i], analytic[i], measured[i])


# %% solution="mend_gradient"
def average(terms):
    return terms.sum(axis=0) / len(terms)


def loss_slope(r, delta):
    return r / np.sqrt(1 + (r / delta) ** 2)


def robust_gradient(theta, X, y, lam=0.5, delta=1.0):
    inputs = np.insert(X, 0, 1.0, axis=1)
    y_hat = np.exp(inputs @ theta)
    gradient = average((loss_slope(y_hat - y, delta) * y_hat)[:, None] * inputs)
    gradient[1:] += lam * theta[1:]
    return gradient
