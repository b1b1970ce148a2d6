"""Asks for NaN explicitly and compares with math.isclose-like slack."""
# %% solution="decide"
def decide(champion, challenger, policy):
    def exceeds(value, limit):
        return math.isnan(value) or math.isnan(limit) or value - limit > 1e-9

    found = []
    if len(challenger.breaks) > 0:
        found.append(Refusal("contract", f"{len(challenger.breaks)} breaks"))
    if champion is None:
        if math.isnan(challenger.mae) or math.isinf(challenger.mae):
            found.append(Refusal("score", "not finite"))
        return Decision(tuple(found))
    if challenger.data_hash != champion.data_hash:
        found.append(Refusal("data", "measured on different rows"))
    if exceeds(challenger.mae, champion.mae - policy.margin):
        found.append(Refusal("score", "gain too small"))
    for group in champion.mae_by_group:
        if group not in challenger.mae_by_group:
            found.append(Refusal("group", f"{group} not measured"))
        elif exceeds(challenger.mae_by_group[group], champion.mae_by_group[group] + policy.group_tolerance):
            found.append(Refusal("group", f"{group} gets worse"))
    if exceeds(challenger.latency_ms, champion.latency_ms * policy.max_slowdown):
        found.append(Refusal("latency", "too slow"))
    return Decision(tuple(found))
