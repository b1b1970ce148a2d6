"""Puts the error into the title beside the lag."""
# fails: plot_errors-title_names_best_lag
# %% solution="plot_errors"
def plot_errors(ax, lags, errors):
    best = lags[errors.index(min(errors))]
    ax.plot(lags, errors)
    ax.set_xlabel("lag (years)")
    ax.set_ylabel("average error (sunspot number)")
    ax.set_ylim(bottom=0)
    ax.set_title(f"Lag {best} has the smallest error, {min(errors)}")
    return ax
