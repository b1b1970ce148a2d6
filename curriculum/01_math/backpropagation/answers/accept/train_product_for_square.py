"""The square as a product, the mean as a factor, an array of losses."""
# %% solution="train"
def train(network, X, y, learning_rate, n_steps):
    losses = np.zeros(n_steps)
    for step in range(n_steps):
        loss = Value(0.0)
        for x_i, y_i in zip(X, y):
            error = y_i - network_output(network, x_i)
            loss = loss + error * error
        loss = (1.0 / len(X)) * loss
        loss.backward()
        for parameter in all_parameters(network):
            parameter.data += -learning_rate * parameter.grad
        losses[step] = loss.data
    return losses
