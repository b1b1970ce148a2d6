"""Uses mlflow.register_model, which creates the name too, and tags the version after."""
# %% solution="register_version"
def register_version(client, name, info):
    held = {v.source: int(v.version) for v in client.search_model_versions(f"name = '{name}'")}
    if info.model_uri in held:
        return held[info.model_uri]
    version = mlflow.register_model(info.model_uri, name)
    data = client.get_run(info.run_id).data
    client.set_model_version_tag(name, version.version, "mae", data.metrics["mae"])
    client.set_model_version_tag(name, version.version, "data_hash", data.tags["data_hash"])
    return int(version.version)
