"""numpy.linalg.cond and a 2-norm for the limits; a float of whole value and max() for the steps."""
# %% solution="speed_limits"
def speed_limits(H):
    cond = np.linalg.cond(H)
    high = np.linalg.norm(H, 2)
    best_lr = 2 / (high + high / cond)
    return SpeedLimits(cond=cond, bound=2 / high, best_lr=best_lr, factor=1 - best_lr * high / cond)


def steps_needed(factor, shrink):
    with np.errstate(divide="ignore"):
        return max(0.0, np.ceil(np.log(shrink) / np.log(factor))) if factor else float(shrink != 1)
