"""Puts eps under the root."""
# fails: adam-small_gradients
# %% solution="adam"
def adam(grad, x0, lr, n_steps, beta1=0.9, beta2=0.999, eps=1e-8):
    x, m, v = x0, np.zeros(len(x0)), np.zeros(len(x0))
    path = [x]
    for t in range(1, n_steps + 1):
        g = grad(x)
        m = beta1 * m + (1 - beta1) * g
        v = beta2 * v + (1 - beta2) * g**2
        m_hat = m / (1 - beta1**t)
        v_hat = v / (1 - beta2**t)
        x = x - lr * m_hat / (np.sqrt(v_hat + eps))
        path.append(x)
    return np.array(path)
