"""Hard-codes the sizes of the first network: three hidden units with two inputs."""


# fails: network_output-value
# %% solution="network_output"
def network_output(network, x):
    W, b, v = network["W"], network["b"], network["v"]
    hidden = [tanh(W[j][0] * x[0] + W[j][1] * x[1] + b[j]) for j in range(3)]
    return tanh(v[0] * hidden[0] + v[1] * hidden[1] + v[2] * hidden[2] + network["c"])
