"""Looks only at the sum of the weights."""
# fails: simpson-refuses
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
    if weights.sum() <= 0:
        raise ValueError
    return weights @ (successes / trials) / weights.sum()
