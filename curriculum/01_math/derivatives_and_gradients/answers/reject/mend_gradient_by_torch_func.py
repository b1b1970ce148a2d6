"""Lets torch.func differentiate a copy of the loss."""
# fails: mend_gradient-data_term, mend_gradient-any_delta, mend_gradient-penalty
# %% solution="mend_gradient"
def robust_gradient(theta, X, y, lam=0.5, delta=1.0):
    def loss(t):
        r = torch.exp(t[0] + torch.from_numpy(X) @ t[1:]) - torch.from_numpy(y)
        return (delta**2 * (torch.sqrt(1 + (r / delta) ** 2) - 1)).mean() + lam / 2 * t[1:] @ t[1:]

    return torch.func.grad(loss)(torch.from_numpy(theta)).numpy()
