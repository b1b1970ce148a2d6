"""Records the loss after the step instead of before."""
# fails: train-history
# %% solution="train"
def train(network, X, y, learning_rate, n_steps):
    losses = []
    for _ in range(n_steps):
        loss = sum((network_output(network, x_i) - y_i) ** 2 for x_i, y_i in zip(X, y)) / len(y)
        loss.backward()
        for parameter in all_parameters(network):
            parameter.data -= learning_rate * parameter.grad
        losses.append(float(np.mean((fast_outputs(network, X) - y) ** 2)))
    return losses
