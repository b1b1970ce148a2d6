"""Hands over what torch finds, by the helper below."""
# fails: mend_gradient-data_term, mend_gradient-any_delta, mend_gradient-penalty
# %% solution="mend_gradient"
def robust_gradient(theta, X, y, lam=0.5, delta=1.0):
    return torch_gradient(theta, X, y, lam, delta)
