"""Writes tag and metric with the client, and gives the run its name by tags at the start."""
# %% solution="log_candidate"
def log_candidate(model, X_train, y_train, X_test, y_test, *, run_name):
    fitted = model.fit(X_train, y_train)
    tracking = MlflowClient()
    with mlflow.start_run(run_name=run_name, tags={"data_hash": data_hash(X_train, y_train)}) as run:
        tracking.log_metric(run.info.run_id, "mae", mean_absolute_error(y_test, fitted.predict(X_test)))
        signature = ModelSignature(
            inputs=Schema([ColSpec("double", column) for column in X_train.columns]),
            outputs=infer_signature(X_train, fitted.predict(X_train)).outputs,
        )
        return mlflow.sklearn.log_model(
            fitted,
            name="model",
            signature=signature,
            input_example=X_train.iloc[:3],
            pip_requirements=REQUIREMENTS,
        )
