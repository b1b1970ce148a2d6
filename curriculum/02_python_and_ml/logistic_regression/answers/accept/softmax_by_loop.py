"""Row by row."""
# %% solution="softmax_regression"
def softmax_loss_and_gradient(W, A, y, lam):
    loss, G = 0.0, np.zeros(W.shape)
    for row, label in zip(A, y):
        z = row @ W
        largest = max(z)
        weights = np.exp(z - largest)
        loss += largest + np.log(weights.sum()) - z[label]
        p = weights / weights.sum()
        for k in range(W.shape[1]):
            G[:, k] += (p[k] - (k == label)) * row
    loss, G = loss / len(y), G / len(y)
    G[1:] += lam * W[1:]
    return loss + lam / 2 * np.sum(W[1:] ** 2), G
