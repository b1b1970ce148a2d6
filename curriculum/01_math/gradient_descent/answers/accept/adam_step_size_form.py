"""The corrections gathered in the step size, as the end of section 2 of the paper has it, with eps scaled to match."""
# %% solution="adam"
def adam(grad, x0, lr, n_steps, beta1=0.9, beta2=0.999, eps=1e-8):
    path = np.tile(x0.astype(float), (n_steps + 1, 1))
    m, v, power1, power2 = 0.0, 0.0, 1.0, 1.0
    for k in range(n_steps):
        g = grad(path[k].copy())
        m, v = m + (1 - beta1) * (g - m), v + (1 - beta2) * (g * g - v)
        power1, power2 = power1 * beta1, power2 * beta2
        root = np.sqrt(1 - power2)
        path[k + 1] = path[k] - lr * root / (1 - power1) * m / (np.sqrt(v) + eps * root)
    return path
