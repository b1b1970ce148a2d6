"""Takes the root of κ, as if H were a table X and not XᵀX."""
# fails: speed_limits-limits
# %% solution="speed_limits"
def speed_limits(H):
    eigenvalues = np.linalg.eigvalsh(H)
    low, high = eigenvalues[0], eigenvalues[-1]
    return SpeedLimits(np.sqrt(high / low), 2 / high, 2 / (low + high), (high - low) / (high + low))

def steps_needed(factor, shrink):
    if factor == 0:
        return int(shrink < 1)
    return math.ceil(math.log(shrink) / math.log(factor))
