"""A loop over pairs."""
# %% solution="sampling"
def reweighted_mean(x, inclusion):
    if len(x) != len(inclusion):
        raise ValueError("lengths")
    total = weighted = 0.0
    for value, chance in zip(x.tolist(), inclusion.tolist()):
        if chance <= 0:
            raise ValueError("chance")
        total += 1 / chance
        weighted += value / chance
    return weighted / total
