"""Searches for the registered model instead of catching an error, and matches by run."""
# %% solution="register_version"
def register_version(client, name, info):
    if not client.search_registered_models(f"name = '{name}'"):
        client.create_registered_model(name)
    run = client.get_run(info.run_id)
    same = [
        version
        for version in client.search_model_versions(f"name = '{name}'")
        if version.run_id == info.run_id and version.source == info.model_uri
    ]
    if not same:
        tags = {"data_hash": run.data.tags["data_hash"], "mae": str(run.data.metrics["mae"])}
        same = [client.create_model_version(name, info.model_uri, info.run_id, tags=tags)]
    return int(same[0].version)
