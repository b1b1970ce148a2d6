"""Whole numbers only, compared by cross-multiplication; the rates in a list."""
# %% solution="simpson"
def is_reversed(successes, trials):
    def winner(s, n):
        left, right = int(s[0]) * int(n[1]), int(s[1]) * int(n[0])
        return 0 if left > right else 1 if left < right else None

    winners = {winner(s, n) for s, n in zip(successes, trials)}
    whole = winner(successes.sum(axis=0), trials.sum(axis=0))
    return winners == {0} and whole == 1 or winners == {1} and whole == 0


def standardised_rates(successes, trials, weights):
    total = 0.0
    for w in weights:
        if w < 0:
            raise ValueError("negative")
        total += w
    if total == 0:
        raise ValueError("no weight")
    return [
        sum(w / total * s / n for w, s, n in zip(weights, successes[:, arm], trials[:, arm])) for arm in range(2)
    ]
