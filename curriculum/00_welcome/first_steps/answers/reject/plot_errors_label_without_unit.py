"""Labels the axis without its unit."""
# fails: plot_errors-labels_and_zero
# %% solution="plot_errors"
def plot_errors(ax, lags, errors):
    best = lags[errors.index(min(errors))]
    ax.plot(lags, errors)
    ax.set_xlabel("lag")
    ax.set_ylabel("average error (sunspot number)")
    ax.set_ylim(bottom=0)
    ax.set_title(f"Looking back {best} years misses by least")
    return ax
