"""Loops with flags, lists in the report."""


# %% solution="ab_test"
def decide(goals, guardrails, n_planned, alpha):
    for counts in goals.values():
        if counts.n_a < n_planned or counts.n_b < n_planned:
            return Report(decision="wait", goals={})
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
    return Report("ship" if found_better and not stopped else "keep A", found)
