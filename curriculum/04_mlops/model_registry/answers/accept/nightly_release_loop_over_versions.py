"""Finds the candidate in a loop and builds the tag in another."""
# %% solution="nightly_release"
def nightly_release(client, name, evaluate, gate, release):
    candidate = 0
    for version in client.search_model_versions(f"name = '{name}'"):
        number = int(version.version)
        rolled_back = "status" in version.tags and version.tags["status"] == "rolled_back"
        if not rolled_back and number > candidate:
            candidate = number
    champion = alias_number(client, name, "champion")
    if candidate in (0, champion):
        return None
    client.set_registered_model_alias(name, "challenger", candidate)
    new = evaluate(candidate)
    if champion is None:
        decision = gate(None, new)
    else:
        decision = gate(evaluate(champion), new)
    if decision.passed:
        client.set_model_version_tag(name, candidate, "gate", "passed")
        release(candidate)
        return candidate
    rules = []
    for refusal in decision.refusals:
        if refusal.rule not in rules:
            rules.append(refusal.rule)
    client.set_model_version_tag(name, candidate, "gate", ",".join(sorted(rules)))
    return None
