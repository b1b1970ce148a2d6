"""Draws with plt.plot, on whatever Axes is current, not on the one given."""
# fails: plot_errors-draws_the_line, plot_errors-labels_and_zero
# %% solution="plot_errors"
def plot_errors(ax, lags, errors):
    best = lags[errors.index(min(errors))]
    plt.plot(lags, errors)
    ax.set_xlabel("lag (years)")
    ax.set_ylabel("average error (sunspot number)")
    plt.ylim(bottom=0)
    ax.set_title(f"Looking back {best} years misses by least")
    return ax
