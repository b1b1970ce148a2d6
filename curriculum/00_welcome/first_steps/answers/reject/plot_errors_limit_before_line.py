"""Fixes the lower limit before the line is drawn, which freezes the upper one at 1."""
# fails: plot_errors-labels_and_zero
# %% solution="plot_errors"
def plot_errors(ax, lags, errors):
    ax.set_ylim(bottom=0)
    best = lags[errors.index(min(errors))]
    ax.plot(lags, errors)
    ax.set_xlabel("lag (years)")
    ax.set_ylabel("average error (sunspot number)")
    ax.set_title(f"Looking back {best} years misses by least")
    return ax
