"""Names every lag in the title, the best among them."""
# fails: plot_errors-title_names_best_lag
# %% solution="plot_errors"
def plot_errors(ax, lags, errors):
    ax.plot(lags, errors)
    ax.set_xlabel("lag (years)")
    ax.set_ylabel("average error (sunspot number)")
    ax.set_ylim(bottom=0)
    ax.set_title(f"Errors of the lags {lags}")
    return ax
