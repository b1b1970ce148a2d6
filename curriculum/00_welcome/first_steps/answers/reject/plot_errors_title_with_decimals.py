"""Writes the best lag with a decimal, not as a whole number."""
# fails: plot_errors-title_names_best_lag
# %% solution="plot_errors"
def plot_errors(ax, lags, errors):
    best = float(lags[errors.index(min(errors))])
    ax.plot(lags, errors)
    ax.set_xlabel("lag (years)")
    ax.set_ylabel("average error (sunspot number)")
    ax.set_ylim(bottom=0)
    ax.set_title(f"best lag: {best}")
    return ax
