"""Names the lag with the largest error."""
# fails: plot_errors-title_names_best_lag
# %% solution="plot_errors"
def plot_errors(ax, lags, errors):
    best = lags[errors.index(max(errors))]
    ax.plot(lags, errors)
    ax.set_xlabel("lag (years)")
    ax.set_ylabel("average error (sunspot number)")
    ax.set_ylim(bottom=0)
    ax.set_title(f"Looking back {best} years misses by least")
    return ax
