"""Infers the signature from an array, which has no column names."""
# fails: log_candidate-logs_the_contract
# %% solution="log_candidate"
def log_candidate(
    model: Pipeline,
    X_train: pd.DataFrame,
    y_train: pd.Series,
    X_test: pd.DataFrame,
    y_test: pd.Series,
    *,
    run_name: str,
) -> ModelInfo:
    with mlflow.start_run(run_name=run_name):
        model.fit(X_train, y_train)
        mlflow.set_tag("data_hash", data_hash(X_train, y_train))
        mlflow.log_metric("mae", mean_absolute_error(y_test, model.predict(X_test)))
        return mlflow.sklearn.log_model(
            model,
            name="model",
            signature=infer_signature(X_train.to_numpy(), model.predict(X_train)),
            input_example=X_train.head(3).to_numpy(),
            pip_requirements=REQUIREMENTS,
        )
