"""Returns the bad version where there is no way back."""
# fails: rollback-nothing_to_go_back_to
# %% solution="rollback"
def rollback(client: MlflowClient, name: str, bad: int, *, by: str, why: str, at: datetime) -> int:
    champion = alias_number(client, name, "champion")
    if champion is None:
        raise NothingToRollBackTo(f"{name} has no champion")
    if champion != bad:
        return champion
    previous = alias_number(client, name, "previous")
    if previous is None or previous == bad:
        return bad
    client.set_model_version_tag(name, str(bad), "status", "rolled_back")
    client.set_registered_model_alias(name, "champion", str(previous))
    client.delete_registered_model_alias(name, "previous")
    record(client, name, "rollback", previous, by=by, why=why, at=at)
    return previous
