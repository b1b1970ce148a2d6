"""Sorts the versions by number and reads the champion from the registered model."""
# %% solution="nightly_release"
def nightly_release(client, name, evaluate, gate, release):
    aliases = client.get_registered_model(name).aliases
    ordered = sorted(client.search_model_versions(f"name = '{name}'"), key=lambda v: -int(v.version))
    newest = next((int(v.version) for v in ordered if v.tags.get("status") != "rolled_back"), None)
    champion = int(aliases["champion"]) if "champion" in aliases else None
    if newest is None or newest == champion:
        return
    client.set_registered_model_alias(name, "challenger", str(newest))
    decision = gate(evaluate(champion) if champion is not None else None, evaluate(newest))
    rules = sorted(set(refusal.rule for refusal in decision.refusals))
    client.set_model_version_tag(name, str(newest), "gate", ",".join(rules) if rules else "passed")
    if decision.passed:
        release(newest)
        return newest
