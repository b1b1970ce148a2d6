"""Uses math.tanh on the numbers, and returns a float: right number, no graph."""
# fails: network_output-value, network_output-graph
# %% solution="network_output"
def network_output(network, x):
    hidden = [
        math.tanh(sum(w.data * x_k for w, x_k in zip(row, x)) + bias.data)
        for row, bias in zip(network["W"], network["b"])
    ]
    return math.tanh(sum(v.data * h for v, h in zip(network["v"], hidden)) + network["c"].data)
