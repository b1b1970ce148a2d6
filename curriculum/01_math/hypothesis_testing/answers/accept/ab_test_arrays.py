"""Tables of counts, one call for all p-values, the interval by stats.norm.interval."""


# %% solution="ab_test"
def difference_interval(counts, confidence):
    k, n = np.array(counts[::2]), np.array(counts[1::2])
    rate = k / n
    centre = np.diff(rate)[0]
    return np.array([centre, *stats.norm.interval(confidence, centre, np.sqrt((rate * (1 - rate) / n).sum()))])


def table(metrics):
    counts = np.array(list(metrics.values()), dtype=float).reshape(-1, 4).T
    return two_proportion_p(*counts), np.sign(counts[2] / counts[3] - counts[0] / counts[1])


def decide(goals, guardrails, explore, n_planned, alpha):
    if min(min(counts[1], counts[3]) for counts in goals.values()) < n_planned:
        return Report("wait", dict(), list())
    p_goals, sign = table(goals)
    p_goals = holm(p_goals)
    verdicts = sign * (p_goals < alpha)
    p_guards, sign_guards = table(guardrails)
    harmed = np.any(verdicts < 0) or np.any(sign_guards * (p_guards < alpha) < 0)
    decision = "ship" if np.any(verdicts > 0) and not harmed else "keep A"
    findings = {
        name: tuple(np.append(difference_interval(goals[name], 1 - alpha), p))
        for name, p in zip(goals, p_goals)
    }
    p_explore = benjamini_hochberg(table(explore)[0])
    return Report(decision, findings, [name for name, p in zip(explore, p_explore) if p < alpha])
