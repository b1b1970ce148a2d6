"""Reads all aliases once, decides by comparisons with dictionaries."""
# %% solution="rollback"
def rollback(client, name, bad, *, by, why, at):
    aliases = {alias: int(n) for alias, n in client.get_registered_model(name).aliases.items()}
    if "champion" in aliases and aliases["champion"] != bad:
        return aliases["champion"]
    target = aliases.get("previous", bad)
    if "champion" not in aliases or target == bad:
        raise NothingToRollBackTo(name)
    client.set_model_version_tag(name, bad, "status", "rolled_back")
    client.set_registered_model_alias(name, "champion", target)
    client.delete_registered_model_alias(name, "previous")
    record(client, name, "rollback", target, by=by, why=why, at=at)
    return target
