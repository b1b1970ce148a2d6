"""The corrected means as weighted means over all gradients so far."""
# %% solution="adam"
def adam(grad, x0, lr, n_steps, beta1=0.9, beta2=0.999, eps=1e-8):
    path, gradients = [x0], []
    for t in range(n_steps):
        gradients.append(np.asarray(grad(path[-1])))
        ages = np.arange(t, -1, -1)
        m_hat = np.average(gradients, axis=0, weights=beta1 ** ages.astype(float))
        v_hat = np.average(np.square(gradients), axis=0, weights=beta2 ** ages.astype(float))
        path.append(path[-1] - lr * m_hat / (v_hat**0.5 + eps))
    return np.vstack(path)
