"""Goes backward for each example and adds up the gradients itself."""
# %% solution="train"
def train(network, X, y, learning_rate, n_steps):
    losses, parameters = [], all_parameters(network)
    for _ in range(n_steps):
        gradient, loss = np.zeros(len(parameters)), 0.0
        for i in range(len(X)):
            error = (network_output(network, X[i]) - y[i]) ** 2 / len(X)
            error.backward()
            loss += error.data
            gradient += [parameter.grad for parameter in parameters]
        for parameter, slope in zip(parameters, gradient):
            parameter.data = parameter.data - learning_rate * slope
        losses.append(loss)
    return losses
