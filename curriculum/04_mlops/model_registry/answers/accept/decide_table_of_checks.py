"""A table of rules with their verdicts, filtered at the end; groups sorted; details are short."""
# %% solution="decide"
def decide(champion, challenger, policy):
    eps = 1e-9
    checks = [("contract", not challenger.breaks, str(challenger.breaks))]
    if champion is None:
        checks.append(("score", bool(np.isfinite(challenger.mae)), "not a number"))
    else:
        checks += [
            ("latency", challenger.latency_ms / champion.latency_ms <= policy.max_slowdown + eps, "slow"),
            ("score", champion.mae - challenger.mae - policy.margin >= -eps, "gain"),
            ("data", champion.data_hash == challenger.data_hash, "hash"),
        ]
        for group in sorted(champion.mae_by_group):
            measured = group in challenger.mae_by_group
            rise = challenger.mae_by_group[group] - champion.mae_by_group[group] if measured else 0
            checks.append(("group", measured and rise <= policy.group_tolerance + eps, group))
    return Decision(tuple(Refusal(rule, detail) for rule, good, detail in checks if not good))
