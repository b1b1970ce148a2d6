"""Takes another model of the same run for this one: compares runs, not sources."""
# fails: register_version-is_idempotent
# %% solution="register_version"
def register_version(client: MlflowClient, name: str, info: ModelInfo) -> int:
    try:
        client.get_registered_model(name)
    except MlflowException:
        client.create_registered_model(name)
    for version in client.search_model_versions(f"name = '{name}'"):
        if version.run_id == info.run_id:
            return int(version.version)
    run = client.get_run(info.run_id)
    created = client.create_model_version(
        name,
        source=info.model_uri,
        run_id=info.run_id,
        tags={"data_hash": run.data.tags["data_hash"], "mae": repr(run.data.metrics["mae"])},
    )
    return int(created.version)
