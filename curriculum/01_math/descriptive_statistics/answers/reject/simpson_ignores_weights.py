"""Always mixes the groups as among the patients at hand, whatever the weights."""
# fails: simpson-standardised
# %% solution="simpson"
def is_reversed(successes, trials):
    rates = successes / trials
    whole = successes.sum(axis=0) / trials.sum(axis=0)
    if whole[0] < whole[1]:
        return bool(np.all(rates[:, 0] > rates[:, 1]))
    if whole[0] > whole[1]:
        return bool(np.all(rates[:, 0] < rates[:, 1]))
    return False


def standardised_rates(successes, trials, weights):
    if np.any(weights < 0) or not np.any(weights):
        raise ValueError
    own = trials.sum(axis=1)
    return own @ (successes / trials) / own.sum()
