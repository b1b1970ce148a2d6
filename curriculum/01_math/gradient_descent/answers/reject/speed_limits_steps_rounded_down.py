"""Rounds the number of steps down: one too few."""
# fails: speed_limits-steps
# %% solution="speed_limits"
def speed_limits(H):
    eigenvalues = np.linalg.eigvalsh(H)
    low, high = eigenvalues[0], eigenvalues[-1]
    return SpeedLimits(high / low, 2 / high, 2 / (low + high), (high - low) / (high + low))

def steps_needed(factor, shrink):
    if factor == 0:
        return int(shrink < 1)
    return math.floor(math.log(shrink) / math.log(factor))
