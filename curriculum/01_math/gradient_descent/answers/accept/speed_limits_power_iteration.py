"""Power iteration, on H and on its inverse; the steps by doubling and halving."""
# %% solution="speed_limits"
def largest(A):
    v = np.random.default_rng(0).normal(size=len(A))
    for _ in range(5000):
        v = A @ v
        v /= np.linalg.norm(v)
    return float(v @ A @ v)


def speed_limits(H):
    high, low = largest(H), 1 / largest(np.linalg.inv(H))
    cond = high / low
    return SpeedLimits(cond, 2 / high, 2 / (low + high), (cond - 1) / (cond + 1))


def steps_needed(factor, shrink):
    high = 1
    while factor**high > shrink:
        high *= 2
    low = -1
    while high - low > 1:
        middle = (low + high) // 2
        if factor**middle <= shrink:
            high = middle
        else:
            low = middle
    return high
