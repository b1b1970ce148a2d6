"""Takes log factor ≈ factor - 1, good only for factors near 1."""
# fails: speed_limits-steps
# %% solution="speed_limits"
def speed_limits(H):
    eigenvalues = np.linalg.eigvalsh(H)
    low, high = eigenvalues[0], eigenvalues[-1]
    return SpeedLimits(high / low, 2 / high, 2 / (low + high), (high - low) / (high + low))

def steps_needed(factor, shrink):
    if factor == 0:
        return int(shrink < 1)
    return math.ceil(math.log(shrink) / (factor - 1))
