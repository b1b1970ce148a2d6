"""Asks for each alias and catches the errors; removes previous before the champion moves is not needed."""
# %% solution="rollback"
def rollback(client, name, bad, *, by, why, at):
    try:
        champion = int(client.get_model_version_by_alias(name, "champion").version)
    except MlflowException as error:
        raise NothingToRollBackTo("no champion") from error
    if champion == bad:
        try:
            good = client.get_model_version_by_alias(name, "previous")
        except MlflowException as error:
            raise NothingToRollBackTo("no previous") from error
        champion = int(good.version)
        if champion == bad:
            raise NothingToRollBackTo("previous is the bad version")
        client.set_model_version_tag(name, str(bad), "status", "rolled_back")
        client.set_registered_model_alias(name, "champion", good.version)
        client.delete_registered_model_alias(name, "previous")
        record(client, name, "rollback", champion, by=by, why=why, at=at)
    return champion
