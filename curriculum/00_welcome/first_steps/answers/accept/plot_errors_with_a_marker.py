"""Draws the best lag as a point and a vertical line besides, and sorts pairs to find it."""
# %% solution="plot_errors"
def plot_errors(ax, lags, errors):
    error, best = sorted(zip(errors, lags))[0]
    ax.axvline(best, color="grey")
    ax.plot(best, error, "ro")
    ax.plot(lags, errors)
    ax.set_ylim(0)
    ax.set_xlabel("lag (years)")
    ax.set_ylabel("average error (sunspot number)")
    ax.set_title("Best: " + str(best) + "-year lag", loc="right")
    return ax
