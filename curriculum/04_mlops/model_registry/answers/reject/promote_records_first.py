"""Records the promotion before it has happened."""
# fails: promote-survives_retries
# %% solution="promote"
def promote(client: MlflowClient, name: str, version: int, *, by: str, why: str, at: datetime) -> None:
    if not why.strip():
        raise ValueError("a promotion needs a reason")
    client.get_model_version(name, str(version))
    champion = alias_number(client, name, "champion")
    if champion == version:
        return
    record(client, name, "promote", version, by=by, why=why, at=at)
    if champion is not None:
        client.set_registered_model_alias(name, "previous", str(champion))
    client.set_registered_model_alias(name, "champion", str(version))
    if alias_number(client, name, "challenger") == version:
        client.delete_registered_model_alias(name, "challenger")
