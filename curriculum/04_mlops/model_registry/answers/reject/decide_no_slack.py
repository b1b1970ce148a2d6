"""Compares without slack, so that a rounding refuses."""
# fails: decide-edges
# %% solution="decide"
def decide(champion: Evidence | None, challenger: Evidence, policy: Policy) -> Decision:
    slack = 0.0
    refusals = []
    if challenger.breaks:
        refusals.append(Refusal("contract", "; ".join(challenger.breaks)))
    if champion is None:
        if not math.isfinite(challenger.mae):
            refusals.append(Refusal("score", f"the MAE is {challenger.mae}"))
        return Decision(tuple(refusals))
    if champion.data_hash != challenger.data_hash:
        refusals.append(Refusal("data", f"{champion.data_hash} against {challenger.data_hash}"))
    gain = champion.mae - challenger.mae
    if not gain >= policy.margin - slack:
        refusals.append(Refusal("score", f"gain {gain:.2f}, asked for {policy.margin:.2f}"))
    for group, before in champion.mae_by_group.items():
        after = challenger.mae_by_group.get(group, math.nan)
        if not after <= before + policy.group_tolerance + slack:
            refusals.append(Refusal("group", f"{group}: MAE {before:.2f} becomes {after:.2f}"))
    if not challenger.latency_ms <= policy.max_slowdown * champion.latency_ms + slack:
        refusals.append(
            Refusal("latency", f"{champion.latency_ms:.1f} ms becomes {challenger.latency_ms:.1f} ms")
        )
    return Decision(tuple(refusals))
