"""Hands over a numerical gradient."""
# fails: mend_gradient-data_term, mend_gradient-any_delta, mend_gradient-penalty
# %% solution="mend_gradient"
def robust_gradient(theta, X, y, lam=0.5, delta=1.0):
    gradient = np.empty(len(theta))
    for i, h in enumerate(steps_for(theta)):
        nudge = np.zeros(len(theta))
        nudge[i] = h
        above = robust_loss(theta + nudge, X, y, lam, delta)
        gradient[i] = (above - robust_loss(theta - nudge, X, y, lam, delta)) / (2 * h)
    return gradient
