"""Takes the first and the last eigenvalue of eigvals, which does not sort."""
# fails: speed_limits-limits
# %% solution="speed_limits"
def speed_limits(H):
    eigenvalues = np.linalg.eigvals(H).real
    low, high = float(eigenvalues[0]), float(eigenvalues[-1])
    return SpeedLimits(high / low, 2 / high, 2 / (low + high), (high - low) / (high + low))

def steps_needed(factor, shrink):
    if factor == 0:
        return int(shrink < 1)
    return math.ceil(math.log(shrink) / math.log(factor))
