"""Takes the hidden units out of the graph, so that only the last layer can learn."""
# fails: network_output-graph
# %% solution="network_output"
def network_output(network, x):
    hidden = [tanh(sum(w * x_k for w, x_k in zip(row, x)) + bias) for row, bias in zip(network["W"], network["b"])]
    return tanh(sum(v * h.data for v, h in zip(network["v"], hidden)) + network["c"])
