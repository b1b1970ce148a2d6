"""Tables of counts, one call for all p-values, the differences and intervals worked out anew."""


# %% solution="ab_test"
def table(metrics):
    k_a, n_a, k_b, n_b = np.array(list(metrics.values()), dtype=float).reshape(-1, 4).T
    return two_proportion_p(k_a, n_a, k_b, n_b), k_b / n_b - k_a / n_a


def decide(goals, guardrails, n_planned, alpha):
    if min(min(counts[1], counts[3]) for counts in goals.values()) < n_planned:
        return Report("wait", dict())
    p_goals, difference = table(goals)
    p_goals = holm(p_goals)
    p_guards, change = table(guardrails)
    verdicts = np.sign(difference) * (p_goals < alpha)
    harmed = np.any(verdicts < 0) or np.any(np.sign(change) * (p_guards < alpha) < 0)
    rate = np.array([(c.k_a / c.n_a, c.k_b / c.n_b) for c in goals.values()])
    n = np.array([(c.n_a, c.n_b) for c in goals.values()])
    half = stats.norm.ppf(1 - alpha / 2) * np.sqrt((rate * (1 - rate) / n).sum(axis=1))
    rows = np.stack([difference, difference - half, difference + half, p_goals], axis=1)
    return Report("ship" if np.any(verdicts > 0) and not harmed else "keep A", dict(zip(goals, rows)))
