"""Makes the given Axes the current one and draws by pyplot."""
# %% solution="plot_errors"
def plot_errors(ax, lags, errors):
    plt.sca(ax)
    plt.plot(lags, errors)
    plt.xlabel("lag (years)")
    plt.ylabel("average error (sunspot number)")
    plt.ylim(0, 1.1 * max(errors))
    plt.title(f"lag {lags[errors.index(min(errors))]} wins")
    return plt.gca()
