"""Looks only for A winning in the groups and losing in the sum."""
# fails: simpson-reversal
# %% solution="simpson"
def is_reversed(successes, trials):
    rates = successes / trials
    whole = successes.sum(axis=0) / trials.sum(axis=0)
    return bool(np.all(rates[:, 0] > rates[:, 1]) and whole[0] < whole[1])


def standardised_rates(successes, trials, weights):
    if np.any(weights < 0) or not np.any(weights):
        raise ValueError
    return np.average(successes / trials, axis=0, weights=weights)
