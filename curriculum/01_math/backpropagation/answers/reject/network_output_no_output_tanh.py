"""Leaves out the last tanh: the output is not bounded."""
# fails: network_output-value
# %% solution="network_output"
def network_output(network, x):
    hidden = [tanh(sum(w * x_k for w, x_k in zip(row, x)) + bias) for row, bias in zip(network["W"], network["b"])]
    return sum(v * h for v, h in zip(network["v"], hidden)) + network["c"]
