"""Draws everything and returns nothing."""
# fails: plot_errors-draws_the_line
# %% solution="plot_errors"
def plot_errors(ax, lags, errors):
    best = lags[errors.index(min(errors))]
    ax.plot(lags, errors)
    ax.set_xlabel("lag (years)")
    ax.set_ylabel("average error (sunspot number)")
    ax.set_ylim(bottom=0)
    ax.set_title(f"Looking back {best} years misses by least")
