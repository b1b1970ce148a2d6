"""Records the rollback before it has happened."""
# fails: rollback-harmless_when_repeated
# %% solution="rollback"
def rollback(client: MlflowClient, name: str, bad: int, *, by: str, why: str, at: datetime) -> int:
    champion = alias_number(client, name, "champion")
    if champion is None:
        raise NothingToRollBackTo(f"{name} has no champion")
    if champion != bad:
        return champion
    previous = alias_number(client, name, "previous")
    if previous is None or previous == bad:
        raise NothingToRollBackTo(f"{name} has no version before {bad}")
    client.set_model_version_tag(name, str(bad), "status", "rolled_back")
    record(client, name, "rollback", previous, by=by, why=why, at=at)
    client.set_registered_model_alias(name, "champion", str(previous))
    client.delete_registered_model_alias(name, "previous")
    return previous
