"""Takes the mean of the rates for the rate of the sum."""
# fails: simpson-reversal
# %% solution="simpson"
def is_reversed(successes, trials):
    rates = successes / trials
    in_groups, together = np.sign(rates @ [1, -1]), np.sign(rates.mean(axis=0) @ [1, -1])
    return bool(np.all(in_groups * together == -1))


def standardised_rates(successes, trials, weights):
    if np.any(weights < 0) or not np.any(weights):
        raise ValueError
    return np.average(successes / trials, axis=0, weights=weights)
