"""numpy's matrix product, on arrays of Values."""
# %% solution="network_output"
def network_output(network, x):
    W, b, v = (np.array(network[key], dtype=object) for key in ("W", "b", "v"))
    hidden = W @ np.asarray(x) + b
    return tanh(np.dot(v, [tanh(h) for h in hidden]) + network["c"])
