"""One group against the sum is enough for it."""
# fails: simpson-reversal
# %% solution="simpson"
def is_reversed(successes, trials):
    in_groups = np.sign((successes / trials) @ [1, -1])
    together = np.sign((successes.sum(axis=0) / trials.sum(axis=0)) @ [1, -1])
    return bool(np.any(in_groups * together == -1))


def standardised_rates(successes, trials, weights):
    if np.any(weights < 0) or not np.any(weights):
        raise ValueError
    return np.average(successes / trials, axis=0, weights=weights)
