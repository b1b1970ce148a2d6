"""Does not wait if a goal is significant already."""


# fails: ab_test-no_peeking
# %% solution="ab_test"
def decide(goals, guardrails, n_planned, alpha):
    if any(min(c.n_a, c.n_b) < n_planned and two_proportion_p(*c) > 0.001 for c in goals.values()):
        return Report("wait", {})

    def p(metrics):
        return np.array([float(two_proportion_p(*c)) for c in metrics.values()])

    adjusted = holm(p(goals))
    rows = {name: (*difference_interval(c, 1 - alpha), q) for (name, c), q in zip(goals.items(), adjusted)}
    better = any(r[3] < alpha and r[0] > 0 for r in rows.values())
    worse = any(r[3] < alpha and r[0] < 0 for r in rows.values())
    broken = any(
        q < alpha and difference_interval(c, 0.95)[0] < 0 for q, c in zip(p(guardrails), guardrails.values())
    )
    return Report("ship" if better and not worse and not broken else "keep A", rows)
