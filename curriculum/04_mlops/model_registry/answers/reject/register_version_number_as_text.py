"""Returns the version number as text."""
# fails: register_version-leads_back
# %% solution="register_version"
def register_version(client: MlflowClient, name: str, info: ModelInfo) -> int:
    try:
        client.get_registered_model(name)
    except MlflowException:
        client.create_registered_model(name)
    for version in client.search_model_versions(f"name = '{name}'"):
        if version.source == info.model_uri:
            return str(version.version)
    run = client.get_run(info.run_id)
    created = client.create_model_version(
        name,
        source=info.model_uri,
        run_id=info.run_id,
        tags={"data_hash": run.data.tags["data_hash"], "mae": repr(run.data.metrics["mae"])},
    )
    return str(created.version)
