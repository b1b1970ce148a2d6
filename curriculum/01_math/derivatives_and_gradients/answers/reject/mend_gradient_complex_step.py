"""Steps in the imaginary direction: exact, but not a formula."""
# fails: mend_gradient-data_term, mend_gradient-any_delta, mend_gradient-penalty
# %% solution="mend_gradient"
def robust_gradient(theta, X, y, lam=0.5, delta=1.0):
    def loss(t):
        r = np.exp(t[0] + X @ t[1:]) - y
        return np.mean(delta**2 * (np.sqrt(1 + (r / delta) ** 2) - 1)) + lam / 2 * t[1:] @ t[1:]

    return np.array([loss(theta + 1e-200j * e).imag / 1e-200 for e in np.eye(len(theta))])
