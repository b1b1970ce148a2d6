"""Leaves the vertical axis to Matplotlib, which cuts off its lower part."""
# fails: plot_errors-labels_and_zero
# %% solution="plot_errors"
def plot_errors(ax, lags, errors):
    best = lags[errors.index(min(errors))]
    ax.plot(lags, errors)
    ax.set_xlabel("lag (years)")
    ax.set_ylabel("average error (sunspot number)")
    ax.set_title(f"Looking back {best} years misses by least")
    return ax
