"""Takes the mean of all eigenvalues, 2/mean halved: right only where there are two of them."""
# fails: speed_limits-limits
# %% solution="speed_limits"
def speed_limits(H):
    eigenvalues = np.linalg.eigvalsh(H)
    low, high = eigenvalues[0], eigenvalues[-1]
    return SpeedLimits(high / low, 2 / high, 1 / eigenvalues.mean(), (high - low) / (high + low))

def steps_needed(factor, shrink):
    if factor == 0:
        return int(shrink < 1)
    return math.ceil(math.log(shrink) / math.log(factor))
