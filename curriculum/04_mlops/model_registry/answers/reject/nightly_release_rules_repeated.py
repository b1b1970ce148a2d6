"""Writes a rule as often as it was broken."""
# fails: nightly_release-leaves_a_record
# %% solution="nightly_release"
def nightly_release(
    client: MlflowClient,
    name: str,
    evaluate: Callable[[int], Evidence],
    gate: Callable[[Evidence | None, Evidence], Decision],
    release: Callable[[int], None],
) -> int | None:
    versions = client.search_model_versions(f"name = '{name}'")
    sound = [int(v.version) for v in versions if v.tags.get("status") != "rolled_back"]
    champion = alias_number(client, name, "champion")
    if not sound or max(sound) == champion:
        return None
    candidate = max(sound)
    client.set_registered_model_alias(name, "challenger", str(candidate))
    standing = None if champion is None else evaluate(champion)
    decision = gate(standing, evaluate(candidate))
    outcome = ",".join(sorted(refusal.rule for refusal in decision.refusals)) or "passed"
    client.set_model_version_tag(name, str(candidate), "gate", outcome)
    if not decision.passed:
        return None
    release(candidate)
    return candidate
