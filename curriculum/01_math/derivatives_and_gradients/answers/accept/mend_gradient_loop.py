"""Patient by patient, parameter by parameter."""
# %% solution="mend_gradient"
def robust_gradient(theta, X, y, lam=0.5, delta=1.0):
    gradient = [0.0] * len(theta)
    for x_i, y_i in zip(X, y):
        inputs = [1.0, *x_i]
        y_hat = np.exp(sum(t * x for t, x in zip(theta, inputs)))
        r = y_hat - y_i
        for j, x in enumerate(inputs):
            gradient[j] += delta * r / np.sqrt(delta**2 + r**2) * y_hat * x / len(y)
    return np.array([gradient[0], *(g + lam * w for g, w in zip(gradient[1:], theta[1:]))])
