"""Reads all aliases once and searches for the version in a list; the challenger is removed before."""
# %% solution="promote"
def promote(client, name, version, *, by, why, at):
    if not why or why.isspace():
        raise ValueError("say why")
    aliases = {a: int(n) for a, n in client.get_registered_model(name).aliases.items()}
    if version not in [int(v.version) for v in client.search_model_versions(f"name = '{name}'")]:
        raise MlflowException(f"there is no version {version}")
    if aliases.get("champion") != version:
        writes = [("previous", aliases["champion"])] if "champion" in aliases else []
        for alias, number in [*writes, ("champion", version)]:
            client.set_registered_model_alias(name, alias, str(number))
        if aliases.get("challenger") == version:
            client.delete_registered_model_alias(name, "challenger")
        record(client, name, "promote", version, by=by, why=why, at=at)
