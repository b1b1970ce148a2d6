"""Loops with flags, z by ppf, lists in the report."""


# %% solution="ab_test"
def difference_interval(counts, confidence):
    rates, variance = [], 0.0
    for k, n in ((counts.k_a, counts.n_a), (counts.k_b, counts.n_b)):
        rate = k / n
        rates.append(rate)
        variance += rate * (1 - rate) / n
    difference = rates[1] - rates[0]
    z = stats.norm.ppf(1 - (1 - confidence) / 2)
    return [difference, difference - z * variance**0.5, difference + z * variance**0.5]


def decide(goals, guardrails, explore, n_planned, alpha):
    for counts in goals.values():
        if counts.n_a < n_planned or counts.n_b < n_planned:
            return Report(decision="wait", goals={}, follow_up=[])
    found, found_better, stopped = {}, False, False
    adjusted = list(holm(np.array([two_proportion_p(*counts) for counts in goals.values()])))
    for name, counts in goals.items():
        p_value = adjusted.pop(0)
        row = difference_interval(counts, 1 - alpha)
        found[name] = [*row, p_value]
        if p_value < alpha:
            if row[0] > 0:
                found_better = True
            else:
                stopped = True
    for counts in guardrails.values():
        if two_proportion_p(*counts) < alpha and counts.k_b * counts.n_a < counts.k_a * counts.n_b:
            stopped = True
    follow_up = []
    if explore:
        names = list(explore)
        adjusted = benjamini_hochberg(np.array([float(two_proportion_p(*explore[name])) for name in names]))
        follow_up = [names[i] for i in np.flatnonzero(np.asarray(adjusted) < alpha)]
    return Report("ship" if found_better and not stopped else "keep A", found, follow_up)
