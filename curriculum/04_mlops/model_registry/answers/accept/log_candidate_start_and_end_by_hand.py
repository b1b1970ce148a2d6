"""Starts and ends the run by hand, and lets MLflow infer the signature from labels as outputs."""
# %% solution="log_candidate"
def log_candidate(model, X_train, y_train, X_test, y_test, *, run_name):
    model.fit(X_train, y_train)
    error = float(np.abs(np.asarray(y_test) - model.predict(X_test)).mean())
    mlflow.start_run(run_name=run_name)
    try:
        mlflow.set_tags({"data_hash": data_hash(X_train, y_train)})
        mlflow.log_metrics({"mae": error})
        info = mlflow.sklearn.log_model(
            sk_model=model,
            name="model",
            signature=infer_signature(X_train, y_train),
            input_example=X_train[:3],
            pip_requirements=list(REQUIREMENTS),
        )
    finally:
        mlflow.end_run()
    return info
