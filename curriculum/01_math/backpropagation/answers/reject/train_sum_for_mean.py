"""Sums the squared errors instead of averaging them: the steps are N times too long."""
# fails: train-history, train-steps, train-held_out
# %% solution="train"
def train(network, X, y, learning_rate, n_steps):
    losses = []
    for _ in range(n_steps):
        loss = sum((network_output(network, x_i) - y_i) ** 2 for x_i, y_i in zip(X, y))
        loss.backward()
        for parameter in all_parameters(network):
            parameter.data -= learning_rate * parameter.grad
        losses.append(loss.data)
    return losses
