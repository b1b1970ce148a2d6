"""Gives the factor 1 - 1/κ, which belongs to the step 1/λmax, not to the best one."""
# fails: speed_limits-limits
# %% solution="speed_limits"
def speed_limits(H):
    eigenvalues = np.linalg.eigvalsh(H)
    low, high = eigenvalues[0], eigenvalues[-1]
    return SpeedLimits(high / low, 2 / high, 2 / (low + high), 1 - low / high)

def steps_needed(factor, shrink):
    if factor == 0:
        return int(shrink < 1)
    return math.ceil(math.log(shrink) / math.log(factor))
