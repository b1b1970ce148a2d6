"""Makes a figure of its own and returns that."""
# fails: plot_errors-draws_the_line, plot_errors-labels_and_zero, plot_errors-title_names_best_lag
# %% solution="plot_errors"
def plot_errors(ax, lags, errors):
    _, ax = plt.subplots()
    best = lags[errors.index(min(errors))]
    ax.plot(lags, errors)
    ax.set_xlabel("lag (years)")
    ax.set_ylabel("average error (sunspot number)")
    ax.set_ylim(bottom=0)
    ax.set_title(f"Looking back {best} years misses by least")
    return ax
