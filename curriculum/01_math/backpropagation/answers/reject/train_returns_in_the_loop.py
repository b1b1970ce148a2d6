"""Returns after the first step."""


# fails: train-history, train-steps, train-held_out
# %% solution="train"
def train(network, X, y, learning_rate, n_steps):
    losses = []
    for _ in range(n_steps):
        loss = sum((network_output(network, x_i) - y_i) ** 2 for x_i, y_i in zip(X, y)) / len(y)
        loss.backward()
        for p in all_parameters(network):
            p.data -= learning_rate * p.grad
        losses.append(loss.data)
        return losses
