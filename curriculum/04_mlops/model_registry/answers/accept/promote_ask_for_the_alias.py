"""Asks the client for the alias and catches the error when there is none."""
# %% solution="promote"
def promote(client, name, version, *, by, why, at):
    if why.strip() == "":
        raise ValueError("why is blank")
    wanted = client.get_model_version(name, version)
    try:
        standing = client.get_model_version_by_alias(name, "champion")
    except MlflowException:
        standing = None
    if standing is not None:
        if int(standing.version) == int(wanted.version):
            return
        client.set_registered_model_alias(name, "previous", standing.version)
    client.set_registered_model_alias(name, "champion", version)
    if "challenger" in client.get_model_version(name, version).aliases:
        client.delete_registered_model_alias(name, "challenger")
    record(client, name, "promote", version, by=by, why=why, at=at)
