"""Leaves the work to torch."""
# %% solution="adam"
def adam(grad, x0, lr, n_steps, beta1=0.9, beta2=0.999, eps=1e-8):
    x = torch.tensor(x0, dtype=torch.float64, requires_grad=True)
    optimiser = torch.optim.Adam([x], lr=lr, betas=(beta1, beta2), eps=eps)
    path = [x0.copy()]
    for _ in range(n_steps):
        x.grad = torch.tensor(grad(path[-1]), dtype=torch.float64)
        optimiser.step()
        path.append(x.detach().numpy().copy())
    return np.stack(path)
