"""Hashes the data at hand instead of reading what the run was trained on."""
# fails: register_version-leads_back
# %% solution="register_version"
def register_version(client: MlflowClient, name: str, info: ModelInfo) -> int:
    try:
        client.get_registered_model(name)
    except MlflowException:
        client.create_registered_model(name)
    for version in client.search_model_versions(f"name = '{name}'"):
        if version.source == info.model_uri:
            return int(version.version)
    run = client.get_run(info.run_id)
    created = client.create_model_version(
        name,
        source=info.model_uri,
        run_id=info.run_id,
        tags={"data_hash": data_hash(X_train, y_train), "mae": repr(run.data.metrics["mae"])},
    )
    return int(created.version)
