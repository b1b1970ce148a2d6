"""All properties in one call of ax.set, a limit computed by hand, the best lag by NumPy."""
# %% solution="plot_errors"
def plot_errors(ax, lags, errors):
    best = lags[np.argmin(errors)]
    ax.plot(np.array(lags), np.array(errors), "k.-", label="error")
    ax.set(
        xlabel="Lag (years)",
        ylabel="Average error (sunspot number)",
        ylim=(0, max(errors)),
        title=f"Of all lags, {best} years has the smallest error.",
    )
    return ax
