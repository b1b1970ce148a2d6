# ---
# title: Model registry
# minutes: 95
# difficulty: 2
# prerequisites: [experiment_tracking, model_evaluation]
# summary: Put models behind MLflow's registry, promote them through a gate, and roll back in one call.
# proves:
#   mlops.model_versioning: [log_candidate, register_version, contract_breaks]
#   mlops.promotion: [decide, promote, rollback, nightly_release]
# ---

# %% [markdown]
# # Model registry
#
# A clinic predicts how far a patient's diabetes will have progressed in a year. The model is a file,
# `models/model.pkl`, and the service loads whatever lies there. On Tuesday it worked. On Thursday somebody
# retrained it, tidied the columns into alphabetical order on the way, and saved it under the same name. The
# service went on sending its numbers in the old order. Nothing crashed, nothing was logged, and every
# prediction was a believable number.
#
# Two weeks later two questions were asked in a meeting, and nobody could answer either: *which model is in
# production, and how do we go back?* Let us first make that accident happen.

# %% locked="imports"
import os

# Before mlflow is imported: no usage reports over the network, no informational lines on stderr
# (nbgrader takes whatever a graded cell writes there for a fault), no idle connection to the database.
os.environ["MLFLOW_DISABLE_TELEMETRY"] = "true"
os.environ["DO_NOT_TRACK"] = "true"
os.environ["MLFLOW_LOGGING_LEVEL"] = "ERROR"
os.environ["MLFLOW_SQLALCHEMYSTORE_POOLCLASS"] = "NullPool"

import contextlib
import hashlib
import json
import math
import pickle
import sys
import tempfile
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import matplotlib.pyplot as plt
import mlflow
import numpy as np
import pandas as pd
import sklearn
from mlflow import MlflowClient
from mlflow.entities.model_registry import ModelVersion
from mlflow.exceptions import MlflowException
from mlflow.models import ModelSignature, infer_signature
from mlflow.models.model import ModelInfo
from mlflow.types import ColSpec, Schema
from sklearn.base import RegressorMixin
from sklearn.compose import make_column_transformer
from sklearn.datasets import load_diabetes
from sklearn.ensemble import BaggingRegressor, RandomForestRegressor
from sklearn.linear_model import LinearRegression, QuantileRegressor, Ridge
from sklearn.metrics import mean_absolute_error
from sklearn.model_selection import train_test_split
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.svm import SVR

# %% locked="data"
X, y = load_diabetes(return_X_y=True, as_frame=True, scaled=False)
X_train, X_test, y_train, y_test = train_test_split(
    X, y, test_size=0.4, random_state=0, stratify=X["sex"]
)

# %% [markdown]
# The data are scikit-learn's *diabetes* set: 442 patients, ten measurements before treatment, and a score of
# the disease's progression one year later, from 25 to 346 (Efron, Hastie, Johnstone and Tibshirani, *Least
# Angle Regression*, 2004; distributed with scikit-learn, BSD licence). `sex` is coded 1 and 2, and the source
# doesn't say which is which. We hold out 177 patients. All errors below are mean absolute errors, MAE, in
# points of that score: lower is better.

# %%
with tempfile.TemporaryDirectory() as folder:
    path = Path(folder) / "model.pkl"
    forest = RandomForestRegressor(100, min_samples_leaf=5, random_state=0)

    path.write_bytes(pickle.dumps(forest.fit(X_train.to_numpy(), y_train)))  # Tuesday
    tuesday = pickle.loads(path.read_bytes()).predict(X_test.to_numpy())

    tidy = sorted(X.columns)
    path.write_bytes(pickle.dumps(forest.fit(X_train[tidy].to_numpy(), y_train)))  # Thursday
    thursday = pickle.loads(path.read_bytes()).predict(X_test.to_numpy())

# %%
fig, axes = plt.subplots(1, 2, figsize=(8.5, 3.9), sharex=True, sharey=True, layout="constrained")
for ax, day, predicted in zip(axes, ("Tuesday", "Thursday"), (tuesday, thursday)):
    ax.scatter(y_test, predicted, s=16, color="#0072B2", alpha=0.7)
    ax.axline((150, 150), slope=1, color="0.4", linewidth=1)
    ax.set(
        xlabel="measured progression (score)",
        title=f"{day}: MAE {mean_absolute_error(y_test, predicted):.1f}",
    )
axes[0].set_ylabel("predicted progression (score)")
fig.suptitle("A changed column order raises no error, only the error")
plt.show()

# %% [markdown]
# On Thursday the model was worse than answering everybody with the median of the training data (MAE 65.2), and
# no number in it looked wrong. Tuesday's file is gone: it was overwritten.
#
# **You will be able to**
# - log a model with its contract, and register it as a version tied to run, data and metric;
# - find out whether a new model can replace the old one without breaking those who call it;
# - write a promotion gate that says why it refuses;
# - promote and roll back so that retries and lost connections do no harm, with an audit trail;
# - mend a release script that has every common fault.
#
# **Before this:** [Experiment tracking](../experiment_tracking/experiment_tracking.ipynb),
# [Model evaluation](../model_evaluation/model_evaluation.ipynb).
#
# **Not here:** serving over HTTP, continuous integration, drift, shadow traffic; each has a lesson of its own.

# %% [markdown]
# ### Warm-up
#
# 1. What does an MLflow run hold?
#
# <details><summary>Answer</summary>
#
# Parameters (set once, text), metrics (numbers, possibly a series of steps), tags (text that can change), and
# artifacts (files), with a status and start and end times.
# </details>
#
# 2. Model A has MAE 47.5 on one held-out set, model B 46.8 on another. Which is better?
#
# <details><summary>Answer</summary>
#
# It can't be said. One set may hold easier patients. Both models have to be measured on the same rows.
# </details>
#
# 3. Twenty candidates are measured on one held-out set, and the best is kept. Is its error an honest estimate?
#
# <details><summary>Answer</summary>
#
# No, it is optimistic: the choice was made with these rows, so the winner is partly the luckiest.
# </details>

# %% [markdown]
# ## 1 · What a registry keeps
#
# | word | what it is | can it change? |
# |---|---|---|
# | **run** | one training, with parameters, metrics, tags | finished runs stay as they are, by custom |
# | **logged model** | the files of one model, `models:/m-4f1c…` | no |
# | **registered model** | a name, such as `progression`, that holds versions | gains versions |
# | **version** | number 1, 2, 3, … under that name, pointing to one logged model | no; its tags can |
# | **tag** | a text under a key, on a run, a version or a registered model | yes, it is overwritten |
# | **alias** | a movable name for one version: `models:/progression@champion` | yes, that is its purpose |
#
# A service that loads `models:/progression@champion` never changes its code: releasing means moving the alias.
# By custom the model in production is the **champion**, and the one that wants its place the **challenger**.
#
# Older code moves versions through *stages* (`Staging`, `Production`, `Archived`). MLflow deprecated stages in
# version 2.9: there were four of them, they couldn't be renamed, and several versions could be in `Production`
# at once. An alias has the name you choose and points to exactly one version.
#
# Ours is a real registry: an SQLite database for tracking and registry and a folder for the files, in a
# temporary directory that goes away with the notebook's kernel. A company puts PostgreSQL and a bucket there;
# the calls are the same.

# %% locked="store"
workspace = tempfile.TemporaryDirectory(prefix="registry-", ignore_cleanup_errors=True)
store_uri = f"sqlite:///{(Path(workspace.name) / 'mlflow.db').as_posix()}"
mlflow.set_tracking_uri(store_uri)
mlflow.set_registry_uri(store_uri)
client = MlflowClient()
_artifacts = (Path(workspace.name) / "artifacts").as_uri()
experiment = mlflow.set_experiment(
    experiment_id=client.create_experiment("diabetes-progression", artifact_location=_artifacts)
)

# %% [markdown]
# Two helpers. `on_columns` builds a pipeline that picks its columns *by name*, so all our models take the same
# ten columns and use those they want. `data_hash` gives a data set a short fingerprint: change one number, one
# column's name or the order of the rows, and it is another.
#
# `REQUIREMENTS` names the libraries that a model needs. Without it, MLflow finds out for itself: it loads the
# model in a second Python process and watches what is imported, which takes seconds for each model and is still
# a guess. We know the answer, so we say it, with exact versions.

# %% locked="helpers"
REQUIREMENTS = [
    f"{library.__name__.replace('sklearn', 'scikit-learn')}=={library.__version__}"
    for library in (sklearn, np, pd)
]


def on_columns(columns: list[str], regressor: RegressorMixin) -> Pipeline:
    """A pipeline that standardises the named columns, drops the others, and fits `regressor`."""
    return make_pipeline(make_column_transformer((StandardScaler(), columns)), regressor)


def data_hash(X: pd.DataFrame, y: pd.Series) -> str:
    """Twelve hexadecimal digits that stand for these rows, columns and labels."""
    digest = hashlib.sha256(json.dumps(list(X.columns)).encode())
    digest.update(np.ascontiguousarray(X.to_numpy(dtype=float)).tobytes())
    digest.update(np.ascontiguousarray(y.to_numpy(dtype=float)).tobytes())
    return digest.hexdigest()[:12]


def fresh_name(stem: str) -> str:
    """A registered model's name that nobody has used, so that a cell can be run twice."""
    return f"{stem}-{uuid.uuid4().hex[:8]}"


def returned(value, name: str, kind: str):
    """Give back `value`, what the function `name` returned; the tests use it to refuse None."""
    assert value is not None, f"{name} should return {kind}, got None: is the return missing?"
    return value


@contextlib.contextmanager
def notes_on_stdout():
    """MLflow prints notes such as 'Created version 1' on stderr: show them as ordinary output."""
    with contextlib.redirect_stderr(sys.stdout):
        yield


# %% [markdown]
# Here is the smallest worked example: one run, one metric, one logged model.

# %% locked="worked_example"
with mlflow.start_run(run_name="linear on bmi and bp") as run:
    small = on_columns(["bmi", "bp"], LinearRegression()).fit(X_train, y_train)
    mlflow.set_tag("data_hash", data_hash(X_train, y_train))
    mlflow.log_metric("mae", mean_absolute_error(y_test, small.predict(X_test)))
    unsigned = mlflow.sklearn.log_model(small, name="model", pip_requirements=REQUIREMENTS)

print("logged as   ", unsigned.model_uri.replace(unsigned.model_id, "m-..."))
print("signature   ", unsigned.signature)

# %% [markdown]
# The file format is worth a word. A pickle is a program: loading one runs what its author put there. For
# scikit-learn, our MLflow writes *skops* files, which load only types known to be harmless. (Tree models must be
# allowed by name, `skops_trusted_types=["sklearn.tree._tree.Tree"]`: a forged tree can read outside its
# memory.)

# %% [markdown]
# ## 2 · A model's contract
#
# The signature is `None`: the files don't say which columns the model expects, nor their types. Thursday could
# happen again. A **signature** is that contract: a list of input columns, each with a name $c$, a type $t_c$
# and a flag saying whether it is required, and the same for the outputs. MLflow infers it from a frame of
# inputs and the predictions for them.

# %%
print(infer_signature(X_train[["age", "bmi"]], small.predict(X_train)))

# %% [markdown]
# An **input example** is a few real rows that are stored beside the model. Who opens the model in a year sees
# at once what a request looks like, and can send it.
#
# ### Exercise 1 · Log a candidate with its contract ●○○ (6 minutes)
#
# Write `log_candidate(model, X_train, y_train, X_test, y_test, *, run_name)`. In **one** MLflow run, finished
# when the function returns and named `run_name`:
#
# - fit `model` on the training rows;
# - set the run's tag `data_hash` to `data_hash` of the *training* rows and labels;
# - log the metric `mae`, the mean absolute error on the *test* rows;
# - log the model under the name `"model"`, with a signature inferred from the training frame and the model's
#   predictions for it, the first 3 training rows as input example, and `REQUIREMENTS`.
#
# Return the `ModelInfo` that `log_model` returns. The experiment is already set.
#
# <details><summary>Hint 1</summary>
#
# The worked example lacks two arguments of `mlflow.sklearn.log_model`: `signature=` and `input_example=`.
# </details>
# <details><summary>Hint 2</summary>
#
# `with mlflow.start_run(run_name=run_name):` ends the run even when something inside fails. Return from inside
# the block, or keep the result and return it after.
# </details>
# <details><summary>Hint 3</summary>
#
# `infer_signature(X_train, model.predict(X_train))`: give the frame, not an array, for an array has no column
# names.
# </details>

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
    """Fit `model`, track it in one run, log it with signature and input example.

    >>> model = on_columns(["bmi"], LinearRegression())
    >>> info = log_candidate(model, X_train, y_train, X_test, y_test, run_name="only bmi")
    >>> info.signature.inputs.input_names()[:3]
    ['age', 'sex', 'bmi']
    """
    ### BEGIN SOLUTION
    with mlflow.start_run(run_name=run_name):
        model.fit(X_train, y_train)
        mlflow.set_tag("data_hash", data_hash(X_train, y_train))
        mlflow.log_metric("mae", mean_absolute_error(y_test, model.predict(X_test)))
        return mlflow.sklearn.log_model(
            model,
            name="model",
            signature=infer_signature(X_train, model.predict(X_train)),
            input_example=X_train.head(3),
            pip_requirements=REQUIREMENTS,
        )
    ### END SOLUTION

# %% tests="log_candidate" name="tracks_the_run" points=1
with notes_on_stdout():
    _info = log_candidate(
        on_columns(["bmi"], LinearRegression()), X_train, y_train, X_test, y_test, run_name="only bmi"
    )
_left_open = mlflow.active_run() is not None
mlflow.end_run()
assert not _left_open, "the run is still open after the function returned: use `with mlflow.start_run(...)`."
_info = returned(_info, "log_candidate", "the ModelInfo of log_model")
assert isinstance(_info, ModelInfo), f"expected the ModelInfo of log_model, got {type(_info).__name__}."
_run = client.get_run(_info.run_id)
_oracle = LinearRegression().fit(X_train[["bmi"]], y_train)
_want = mean_absolute_error(y_test, _oracle.predict(X_test[["bmi"]]))
_got = _run.data.metrics.get("mae")
assert _got is not None, "the model's run has no metric 'mae': log metric and model in the same run."
assert abs(_got - _want) < 1e-6, (
    f"mae should be {_want:.3f}, measured on the test rows after a fit on the training rows; got {_got:.3f}."
)
assert _run.data.tags.get("data_hash") == data_hash(X_train, y_train), (
    f"the tag data_hash should be {data_hash(X_train, y_train)}, that of the training rows and labels; "
    f"got {_run.data.tags.get('data_hash')}."
)
assert _run.info.run_name == "only bmi", f"expected the run's name 'only bmi', got {_run.info.run_name!r}."
assert _run.info.status == "FINISHED", f"the run's status is {_run.info.status}, expected FINISHED."
### BEGIN HIDDEN TESTS
_half, _rest = X_test.iloc[:90], X_test.iloc[90:]
with notes_on_stdout():
    _other = log_candidate(
        on_columns(["bp", "s5"], Ridge()), _half, y_test.iloc[:90], _rest, y_test.iloc[90:], run_name="half"
    )
mlflow.end_run()
_run = client.get_run(returned(_other, "log_candidate", "the ModelInfo of log_model").run_id)
_oracle = on_columns(["bp", "s5"], Ridge()).fit(_half, y_test.iloc[:90])
_want = mean_absolute_error(y_test.iloc[90:], _oracle.predict(_rest))
_got = _run.data.metrics.get("mae", float("nan"))
assert abs(_got - _want) < 1e-6, (
    f"on other rows mae should be {_want:.3f}, got {_got:.3f}: use the arguments, not the notebook's own data."
)
assert _run.data.tags.get("data_hash") == data_hash(_half, y_test.iloc[:90]), (
    "on other rows the tag data_hash is not that of the training rows given: use the arguments."
)
assert _run.info.run_name == "half", "the run's name is not the `run_name` that was given."
### END HIDDEN TESTS

# %% tests="log_candidate" name="logs_the_contract" points=2
with notes_on_stdout():
    _frame = X_train[["s5", "bmi", "age"]]
    _info = log_candidate(
        on_columns(["bmi", "s5"], LinearRegression()), _frame, y_train, X_test, y_test, run_name="contract"
    )
mlflow.end_run()
_info = returned(_info, "log_candidate", "the ModelInfo of log_model")
_stored = mlflow.models.get_model_info(_info.model_uri)
assert _stored.signature is not None, "the stored model has no signature: pass `signature=` to log_model."
_columns = _stored.signature.inputs.input_names() if _stored.signature.inputs.has_input_names() else None
assert _columns == ["s5", "bmi", "age"], (
    f"the signature's inputs should be s5, bmi, age, as in the training frame; got {_columns}. "
    "A signature inferred from a numpy array knows no names."
)
_types = {_spec.type.name for _spec in _stored.signature.inputs.inputs}
assert _types == {"double"}, f"the inputs should be of type double, got {_types}."
assert _stored.signature.outputs is not None, "the signature says nothing of the outputs: give predictions too."
assert _stored.saved_input_example_info is not None, "no input example is stored: pass `input_example=`."
### BEGIN HIDDEN TESTS
_model = mlflow.pyfunc.load_model(_info.model_uri)
_example = pd.DataFrame(_model.input_example)
assert _example.shape == (3, 3), f"the input example should be the first 3 rows, got shape {_example.shape}."
assert np.allclose(np.asarray(_example, dtype=float), _frame.head(3)), (
    "the stored input example is not the first 3 rows of the training frame."
)
_oracle = LinearRegression().fit(X_train[["bmi", "s5"]], y_train)
_got = np.asarray(_model.predict(X_test), dtype=float).ravel()
assert np.allclose(_got, _oracle.predict(X_test[["bmi", "s5"]]), atol=1e-6), (
    "the stored model doesn't predict as one fitted on the training rows does."
)
_lines = mlflow.artifacts.load_text(_info.artifact_path + "/requirements.txt").split()
assert set(REQUIREMENTS) <= set(_lines), f"requirements.txt should hold {REQUIREMENTS}, got {_lines}."
### END HIDDEN TESTS

# %% [markdown]
# **Predict first.** A signed model gets six requests: without `bmi`; with the columns backwards; with an extra
# column; `bmi` as whole numbers; `bmi` as text; a bare array. Which are refused, and which give the same
# prediction as before?

# %%
signed = log_candidate(
    on_columns(["bmi", "bp"], LinearRegression()), X_train, y_train, X_test, y_test, run_name="signed"
)
loaded = mlflow.pyfunc.load_model(signed.model_uri)
three = X_test.head(3)
requests = {
    "as it should be": three,
    "without bmi": three.drop(columns="bmi"),
    "columns backwards": three[three.columns[::-1]],
    "an extra column": three.assign(shoe_size=42.0),
    "bmi as int64": three.astype({"bmi": "int64"}),
    "bmi as text": three.astype({"bmi": str}),
    "a bare array": three.to_numpy(),
}
for case, request in requests.items():
    try:
        print(f"{case:18}", np.round(loaded.predict(request), 1))
    except MlflowException as error:
        print(f"{case:18}", "REFUSED:", str(error).split("Error: ")[-1][:82])

# %% [markdown]
# Columns are matched **by name**, so Thursday's order can do no harm; extra columns are dropped. A missing
# column is refused, and so is what can't be converted safely. Whole numbers are refused too: an `int64` can be
# too large for a `double` to hold exactly, so MLflow won't convert for you. It is also the reason to train on
# floats: in pandas an integer column becomes a float column on the first missing value, and a contract that
# says *integer* would then refuse the request.
#
# ## 3 · Versions that say where they come from
#
# A number alone tells nothing. A version is useful when it leads back to *everything that made it*: version →
# run → data → metric. The link to the run is a field, `run_id`; the rest we write as tags, which are always
# text.
#
# Registering happens in jobs, and jobs are retried. So registering must be **idempotent**: doing it twice
# leaves the same state as doing it once.
#
# ### Exercise 2 · Register a version ●●○ (8 minutes)
#
# Write `register_version(client, name, info)`, which registers the logged model `info` under `name` and returns
# the version number, an `int`.
#
# - The registered model is created if there is none of that name.
# - The version's `source` is `info.model_uri`, its `run_id` is `info.run_id`.
# - Its tags are `data_hash`, copied from the run's tag of that name, and `mae`, the run's metric as text, such
#   that `float(tag)` gives back exactly the same number. Both are *read from the run*.
# - If `name` already holds a version with this `source`, nothing is created and its number is returned.
#
# Of MLflow's client you need `get_run`, `search_registered_models` or `get_registered_model` (which raises
# `MlflowException` for an unknown name), `create_registered_model`, `search_model_versions("name = '...'")` and
# `create_model_version`. A version's `.version` is an `int` from an SQLite store and a `str` from a tracking
# server: always convert.
#
# <details><summary>Hint 1</summary>
#
# Four steps: make sure that the name exists; look for a version with the same source; read the run; create.
# </details>
# <details><summary>Hint 2</summary>
#
# `run = client.get_run(info.run_id)`, then `run.data.tags["data_hash"]` and `run.data.metrics["mae"]`.
# Formatting with two decimals loses digits; `repr` doesn't.
# </details>
# <details><summary>Hint 3</summary>
#
# `client.create_model_version(name, source=info.model_uri, run_id=info.run_id, tags={...})` returns the
# version.
# </details>

# %% solution="register_version"
def register_version(client: MlflowClient, name: str, info: ModelInfo) -> int:
    """Register the logged model `info` under `name`, once; return its version number.

    >>> name = fresh_name("doctest")
    >>> register_version(client, name, unsigned), register_version(client, name, unsigned)
    (1, 1)
    """
    ### BEGIN SOLUTION
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
        tags={"data_hash": run.data.tags["data_hash"], "mae": repr(run.data.metrics["mae"])},
    )
    return int(created.version)
    ### END SOLUTION

# %% locked="registered"
def registered(name: str, info: ModelInfo) -> int:
    """What `register_version` returns for `info` under `name`."""
    with notes_on_stdout():
        number = register_version(client, name, info)
    return returned(number, "register_version", "the version's number, an int")


# %% tests="register_version" name="leads_back" points=2
_elsewhere, _name = fresh_name("elsewhere"), fresh_name("leads-back")
client.create_registered_model(_elsewhere)
client.create_model_version(_elsewhere, source=unsigned.model_uri, run_id=unsigned.run_id)
_got = registered(_name, unsigned)
assert type(_got) is int and _got == 1, f"expected the first version's number, the int 1, got {_got!r}."
_held = client.search_model_versions(f"name = '{_name}'")
assert len(_held) == 1, (
    f"expected one version under the name {_name}, the registry holds {len(_held)}. "
    "The same model under another name is another version."
)
_version = _held[0]
assert _version.source == unsigned.model_uri, (
    f"the version's source should be {unsigned.model_uri}, got {_version.source}."
)
assert _version.run_id == unsigned.run_id, "the version has no link to its run: pass `run_id=info.run_id`."
_run = client.get_run(unsigned.run_id)
assert _version.tags.get("data_hash") == _run.data.tags["data_hash"], (
    f"the tag data_hash should be {_run.data.tags['data_hash']}, as in the run; got {_version.tags.get('data_hash')}."
)
assert "mae" in _version.tags, f"the version has no tag 'mae', only {sorted(_version.tags)}."
assert float(_version.tags["mae"]) == _run.data.metrics["mae"], (
    f"the tag mae should give back exactly {_run.data.metrics['mae']!r}, got {_version.tags['mae']}: not rounded."
)
### BEGIN HIDDEN TESTS
with mlflow.start_run(run_name="other"):
    mlflow.set_tag("data_hash", "0123456789ab")
    mlflow.log_metric("mae", 1 / 3)
    _second = mlflow.sklearn.log_model(small, name="model", pip_requirements=REQUIREMENTS)
_got = registered(_name, _second)
assert int(_got) == 2, f"a second model under the same name should be version 2, got {_got!r}."
_tags = client.get_model_version(_name, "2").tags
assert _tags.get("data_hash") == "0123456789ab", "the tag data_hash is not the one of the model's own run."
assert float(_tags.get("mae", "nan")) == 1 / 3, (
    f"the tag mae should give back exactly {1 / 3!r}, the metric of the model's own run; got {_tags.get('mae')}."
)
### END HIDDEN TESTS

# %% tests="register_version" name="is_idempotent" points=1
_name = fresh_name("idempotent")
_numbers = [int(registered(_name, unsigned)) for _ in range(3)]
_held = len(client.search_model_versions(f"name = '{_name}'"))
assert _held == 1, f"the same model registered three times left {_held} versions, expected 1."
assert _numbers == [1, 1, 1], f"three calls for the same model should all return 1, got {_numbers}."
### BEGIN HIDDEN TESTS
with mlflow.start_run(run_name="third"):
    mlflow.set_tag("data_hash", "ba9876543210")
    mlflow.log_metric("mae", 50.0)
    _third = mlflow.sklearn.log_model(small, name="model", pip_requirements=REQUIREMENTS)
    _twin = mlflow.sklearn.log_model(small, name="twin", pip_requirements=REQUIREMENTS)
_numbers = [int(registered(_name, _one)) for _one in (_third, unsigned, _third)]
assert _numbers == [2, 1, 2], (
    f"registering a new model, the old one and the new one again should return [2, 1, 2], got {_numbers}: "
    "return the number of the version that has this source, not the latest."
)
_number = int(registered(_name, _twin))
assert _number == 3, (
    f"a second model of the run that made version 2 has another source: expected a new version 3, got {_number}. "
    "Compare sources, not runs."
)
_elsewhere = registered(fresh_name("elsewhere"), unsigned)
assert int(_elsewhere) == 1, "under another name the same model is a new version 1: search within the name."
### END HIDDEN TESTS

# %% [markdown]
# ## 4 · Can it take the champion's place?
#
# Those who call `models:/progression@champion` send what the *champion's* signature asks for. Let $R$ be the
# columns that the challenger requires, and $G$ those that the champion requires, which every caller is
# therefore sure to send. The swap is safe only if
#
# $$R \subseteq G, \qquad t^{\text{challenger}}_c = t^{\text{champion}}_c \ \text{ for every column } c \text{ that both know,}$$
#
# and the outputs are the same. A column that the challenger no longer wants is harmless, since extra columns
# are dropped; so is a new column that is optional.

# %%
example = ModelSignature(
    inputs=Schema([ColSpec("double", "bmi"), ColSpec("double", "s6", required=False)]),
    outputs=Schema([ColSpec("double", "progression")]),
)
for column in example.inputs.inputs:
    print(column.name, column.type, column.required)

# %% [markdown]
# **Predict first.** The champion's `s6` is optional, the challenger's is required. Does every caller survive?
#
# <details><summary>Answer</summary>
#
# No. A caller who never sent `s6` was served by the champion and is refused by the challenger.
# </details>
#
# ### Exercise 3 · Find the broken promises ●●○ (8 minutes)
#
# Write `contract_breaks(champion, challenger)`, which returns a list of texts, one for each problem, in any
# order, and an empty list if the challenger fits. All signatures here name their columns and have outputs;
# `challenger` may be `None`.
#
# - `challenger` is `None`: exactly one problem, with the word `signature` in it.
# - A column that the challenger requires, and the champion doesn't have or only has as optional: one problem,
#   with the column's name in it.
# - A column that both have, with different types, required or not: one problem, with the column's name in it.
#   (A column that is wrong in both ways may be reported once or twice.)
# - The outputs differ (compare `signature.outputs` with `!=`): one problem, with the word `outputs` in it.
#
# <details><summary>Hint 1</summary>
#
# Put the champion's columns into a dictionary by name, then go through the challenger's.
# </details>
# <details><summary>Hint 2</summary>
#
# `known = {column.name: column for column in champion.inputs.inputs}`; `known.get(name)` is `None` for a new
# column.
# </details>
# <details><summary>Hint 3</summary>
#
# For each column of the challenger: if `column.required and (old is None or not old.required)`, a problem; else
# if `old is not None and old.type != column.type`, a problem.
# </details>

# %% solution="contract_breaks"
def contract_breaks(champion: ModelSignature, challenger: ModelSignature | None) -> list[str]:
    """Say what would break for the champion's callers if the challenger took its place.

    >>> contract_breaks(example, example)
    []
    >>> contract_breaks(example, None)
    ['the challenger has no signature']
    """
    ### BEGIN SOLUTION
    if challenger is None:
        return ["the challenger has no signature"]
    known = {column.name: column for column in champion.inputs.inputs}
    breaks = []
    for column in challenger.inputs.inputs:
        old = known.get(column.name)
        if column.required and (old is None or not old.required):
            breaks.append(f"callers need not send {column.name}, the challenger requires it")
        elif old is not None and old.type != column.type:
            breaks.append(f"{column.name} changes from {old.type} to {column.type}")
    if challenger.outputs != champion.outputs:
        breaks.append("the outputs differ")
    return breaks
    ### END SOLUTION

# %% locked="signatures"
def signed_as(outputs: str = "double", **columns: str) -> ModelSignature:
    """A signature with these columns and types; a type that ends in '?' is optional."""
    specs = [ColSpec(t.rstrip("?"), name, required=not t.endswith("?")) for name, t in columns.items()]
    return ModelSignature(inputs=Schema(specs), outputs=Schema([ColSpec(outputs, "progression")]))


def problems(champion: ModelSignature, challenger: ModelSignature | None) -> list[str]:
    """What `contract_breaks` returns for these two."""
    return returned(contract_breaks(champion, challenger), "contract_breaks", "a list of texts")


# %% tests="contract_breaks" name="required_columns" points=2
_champion = signed_as(bmi="double", glucose="double?", sodium="double")
_got = problems(_champion, _champion)
assert list(_got) == [], f"a signature fits itself, expected no problems, got {_got}."
_got = problems(_champion, signed_as(bmi="double", creatinine="double"))
assert len(_got) == 1 and "creatinine" in str(_got[0]), (
    f"the challenger requires creatinine, which nobody sends: expected one problem naming it, got {_got}. "
    "That it no longer wants sodium and glucose is no problem."
)
_got = problems(_champion, signed_as(sodium="double", bmi="double", creatinine="double?"))
assert list(_got) == [], f"another order and a new optional column break nothing, got {_got}."
_got = problems(_champion, signed_as(glucose="double", bmi="double"))
assert len(_got) == 1 and "glucose" in str(_got[0]), (
    f"glucose was optional and is now required: expected one problem naming it, got {_got}."
)
### BEGIN HIDDEN TESTS
_got = problems(_champion, signed_as(albumin="double", bilirubin="long", bmi="double", glucose="double"))
_names = [_n for _n in ("albumin", "bilirubin", "glucose", "bmi") if any(_n in str(_t) for _t in _got)]
assert _names == ["albumin", "bilirubin", "glucose"] and len(_got) == 3, (
    f"expected three problems, for albumin, bilirubin and glucose, got {_got}: report all, not the first."
)
_got = problems(_champion, signed_as(bmi="double?", sodium="double?", glucose="double?"))
assert list(_got) == [], f"columns that become optional break nothing, got {_got}."
### END HIDDEN TESTS

# %% tests="contract_breaks" name="types_and_outputs" points=2
_champion = signed_as(bmi="double", sodium="double", smoker="boolean?")
_got = problems(_champion, None)
assert len(_got) == 1 and "signature" in str(_got[0]).lower(), (
    f"a challenger without signature: expected one problem with the word 'signature', got {_got}."
)
_got = problems(_champion, signed_as(bmi="double", sodium="long"))
assert len(_got) == 1 and "sodium" in str(_got[0]), (
    f"sodium changes from double to long: expected one problem naming it, got {_got}."
)
_got = problems(_champion, signed_as(outputs="string", bmi="double", sodium="double"))
assert len(_got) == 1 and "outputs" in str(_got[0]).lower(), (
    f"the outputs change from double to string: expected one problem with the word 'outputs', got {_got}."
)
### BEGIN HIDDEN TESTS
_got = problems(_champion, signed_as(bmi="double", smoker="string?"))
assert len(_got) == 1 and "smoker" in str(_got[0]), (
    f"an optional column that both have changes its type: expected one problem naming it, got {_got}."
)
_got = problems(_champion, signed_as(outputs="long", bmi="float", sodium="long", smoker="boolean?"))
_names = [_n for _n in ("bmi", "sodium", "outputs", "smoker") if any(_n in str(_t).lower() for _t in _got)]
assert _names == ["bmi", "sodium", "outputs"] and len(_got) == 3, (
    f"expected three problems, for bmi, sodium and the outputs, got {_got}."
)
### END HIDDEN TESTS

# %% [markdown]
# ## 5 · The gate
#
# A challenger has to be *better*, on the same held-out rows as the champion. For row $i$ of $n$, with label
# $y_i$ and predictions $\hat y_i^{A}$ of the champion and $\hat y_i^{B}$ of the challenger, let
#
# $$d_i = |y_i - \hat y_i^{A}| - |y_i - \hat y_i^{B}|, \qquad \bar d = \frac1n \sum_{i=1}^{n} d_i = \mathrm{MAE}_A - \mathrm{MAE}_B, \qquad
# \mathrm{SE} = \frac{s_d}{\sqrt n}.$$
#
# $\bar d$ is the gain, in points of the score, and $s_d$ the standard deviation of the $d_i$. The gate asks for
# $\bar d \ge \delta$: the margin $\delta$ is a policy, the price of the trouble of a release. Comparing row by
# row removes what is hard for both models: below, SE is 1.2 to 1.9 points, where the standard error of one MAE
# alone is 2.2 or more. It also tells you that a small gain may still be luck.
#
# A mean hides who pays for it. So the gate also asks that no subgroup gets worse, that answering doesn't become
# slow, and that the contract holds. Here are five real candidates; four of them are compared with the 3-column
# model.

# %% locked="candidates"
candidates = {
    "linear, 2 columns": on_columns(["bmi", "bp"], LinearRegression()),
    "linear, 3 columns": on_columns(["bmi", "bp", "s5"], LinearRegression()),
    "support vectors": on_columns(list(X), SVR(C=50)),
    "200 bagged ridges": on_columns(list(X), BaggingRegressor(Ridge(), n_estimators=200, random_state=0)),
    "median regression": on_columns(list(X), QuantileRegressor(alpha=0.01)),
}
for _model in candidates.values():
    _model.fit(X_train, y_train)

# %%
_errors = pd.DataFrame(
    {label: np.abs(y_test - model.predict(X_test)) for label, model in candidates.items()}
)
gains = _errors.rsub(_errors["linear, 3 columns"], axis=0).drop(columns="linear, 3 columns")
rows = np.arange(gains.shape[1])
fig, axes = plt.subplots(1, 2, figsize=(9.5, 3.4), sharey=True, layout="constrained")
axes[0].errorbar(gains.mean(), rows, xerr=gains.sem(), fmt="o", color="#0072B2", capsize=3)
axes[0].axvline(0.5, color="#D55E00", linestyle="--")
axes[0].text(0.6, 3.45, "margin", color="#D55E00", va="center")
axes[0].set(
    title="Two gain more than the margin on average",
    yticks=rows,
    yticklabels=gains.columns,
    ylim=(-0.5, 3.7),
)
for code, marker, colour in ((1.0, "s", "#009E73"), (2.0, "^", "#CC79A7")):
    axes[1].plot(gains[X_test["sex"] == code].mean(), rows, marker, color=colour, label=f"sex {code:.0f}")
axes[1].axvline(-0.5, color="#D55E00", linestyle="--")
axes[1].text(-0.6, 3.45, "tolerance", color="#D55E00", va="center", ha="right")
axes[1].set_title("One of them at the cost of sex 1")
axes[1].legend(loc="lower right")
for ax in axes:
    ax.set_xlabel("gain in MAE over the 3-column model (points)")
plt.show()

# %% [markdown]
# The bars are one standard error. The support vectors gain 0.8 points on average, and lose 2 points for one of
# the two sexes: a gate that looks at the mean alone would have let that through.
#
# The gate itself should be a **pure function**: evidence in, decision out. It then can be tested without a
# registry, and read by somebody who has to answer for it.

# %% locked="evidence"
@dataclass(frozen=True)
class Evidence:
    """What was measured of one version on held-out data.

    mae: mean absolute error on all rows, in points; lower is better
    mae_by_group: the same for each subgroup, by its name
    latency_ms: median time to answer a request of one row, in milliseconds
    data_hash: of the held-out rows and labels
    breaks: what `contract_breaks` found
    """

    mae: float
    mae_by_group: dict[str, float]
    latency_ms: float
    data_hash: str
    breaks: tuple[str, ...] = ()


@dataclass(frozen=True)
class Policy:
    """What the gate asks for."""

    margin: float = 0.5  # least gain in MAE, in points
    group_tolerance: float = 0.5  # most by which a group's MAE may rise, in points
    max_slowdown: float = 3.0  # most by which latency may be multiplied


@dataclass(frozen=True)
class Refusal:
    """One reason against a promotion. `rule` is contract, data, score, group or latency."""

    rule: str
    detail: str


@dataclass(frozen=True)
class Decision:
    refusals: tuple[Refusal, ...]

    @property
    def passed(self) -> bool:
        return not self.refusals


def measure(model_uri: str, X: pd.DataFrame, y: pd.Series, breaks: tuple[str, ...] = ()) -> Evidence:
    """Load the model as a service would, and measure it on these held-out rows."""
    model = mlflow.pyfunc.load_model(model_uri)
    error = (y - np.asarray(model.predict(X)).ravel()).abs()
    seconds = []
    for _ in range(9):
        started = time.perf_counter()
        model.predict(X.head(1))
        seconds.append(time.perf_counter() - started)
    groups = {f"sex {code:.0f}": float(e.mean()) for code, e in error.groupby(X["sex"])}
    latency = 1000 * float(np.median(seconds))
    return Evidence(float(error.mean()), groups, latency, data_hash(X, y), tuple(breaks))


# %% [markdown]
# ### Exercise 4 · Decide, and say why ●●○ (10 minutes)
#
# Write `decide(champion, challenger, policy)`, which returns a `Decision` with a `Refusal` for every rule that
# is broken. **Every rule is checked**: an author who mends one fault doesn't want to hear of the next tomorrow.
# Their order is free, and so is the wording of the details, but for one thing: see `group`.
#
# | rule | refused unless |
# |---|---|
# | `contract` | `challenger.breaks` is empty (one refusal, however many breaks) |
# | `data` | both were measured on data with the same hash |
# | `score` | the gain, `champion.mae - challenger.mae`, is at least `policy.margin` |
# | `group` | for **each** group of the champion: the challenger has been measured on it, and its MAE is at most the champion's + `policy.group_tolerance`. One refusal for each group, with the group's name in its `detail` |
# | `latency` | the challenger's latency is at most `policy.max_slowdown` times the champion's |
#
# - Equality passes. In floating point `50.3 - 50.2` falls short of `0.1` by a rounding, so allow a slack of
#   `1e-9` wherever `score`, `group` and `latency` compare.
# - A number that is NaN fails its rule, whichever side it is on. NaN comes out of an empty group or a crashed
#   metric, and every comparison with it is false.
# - With no champion (`None`), nothing can be compared: only `contract` is checked, and `score` asks that the
#   challenger's `mae` be finite.
#
# <details><summary>Hint 1</summary>
#
# Collect refusals in a list. Write each rule as "refuse unless it is good", not "refuse if it is bad": the
# difference is NaN.
# </details>
# <details><summary>Hint 2</summary>
#
# With NaN, `gain < margin` is false, so "refuse if too small" lets it through. `not (gain >= margin)` refuses
# it.
# </details>
# <details><summary>Hint 3</summary>
#
# For groups: `after = challenger.mae_by_group.get(group, math.nan)` turns a missing group into one that fails
# its comparison.
# </details>

# %% solution="decide"
def decide(champion: Evidence | None, challenger: Evidence, policy: Policy) -> Decision:
    """Decide whether the challenger may replace the champion; every broken rule gives a refusal.

    >>> old = Evidence(50.0, {"sex 1": 51.0, "sex 2": 49.0}, 2.0, "abc")
    >>> decide(old, replace(old, mae=49.0), Policy()).passed
    True
    >>> [refusal.rule for refusal in decide(old, replace(old, mae=49.9), Policy()).refusals]
    ['score']
    """
    ### BEGIN SOLUTION
    slack = 1e-9
    refusals = []
    if challenger.breaks:
        refusals.append(Refusal("contract", "; ".join(challenger.breaks)))
    if champion is None:
        if not math.isfinite(challenger.mae):
            refusals.append(Refusal("score", f"the MAE is {challenger.mae}"))
        return Decision(tuple(refusals))
    if champion.data_hash != challenger.data_hash:
        refusals.append(Refusal("data", f"{champion.data_hash} against {challenger.data_hash}"))
    gain = champion.mae - challenger.mae
    if not gain >= policy.margin - slack:
        refusals.append(Refusal("score", f"gain {gain:.2f}, asked for {policy.margin:.2f}"))
    for group, before in champion.mae_by_group.items():
        after = challenger.mae_by_group.get(group, math.nan)
        if not after <= before + policy.group_tolerance + slack:
            refusals.append(Refusal("group", f"{group}: MAE {before:.2f} becomes {after:.2f}"))
    if not challenger.latency_ms <= policy.max_slowdown * champion.latency_ms + slack:
        refusals.append(
            Refusal("latency", f"{champion.latency_ms:.1f} ms becomes {challenger.latency_ms:.1f} ms")
        )
    return Decision(tuple(refusals))
    ### END SOLUTION

# %% locked="decided"
def decided(champion: Evidence | None, challenger: Evidence, policy: Policy) -> Decision:
    """What `decide` returns for these."""
    return returned(decide(champion, challenger, policy), "decide", "a Decision")


# %% tests="decide" name="each_rule" points=2
def _rules(champion, challenger, policy):
    """The rules that `decide` refuses by, sorted, as plain text."""
    _decision = decided(champion, challenger, policy)
    assert isinstance(_decision, Decision), f"expected a Decision, got {type(_decision).__name__}."
    return sorted(str(_refusal.rule) for _refusal in _decision.refusals)


_old = Evidence(50.0, {"north": 51.0, "south": 49.0}, 2.0, "abc")
_good = Evidence(48.0, {"north": 49.5, "south": 46.5}, 2.5, "abc")
_policy = Policy(margin=1.0, group_tolerance=0.5, max_slowdown=2.0)
for _what, _challenger, _want in (
    ("better in everything", _good, []),
    ("a gain of 0.9 where 1.0 is asked", replace(_good, mae=49.1), ["score"]),
    ("an error that rises from 50 to 52", replace(_good, mae=52.0), ["score"]),
    (
        "a group that rises from 49 to 49.6",
        replace(_good, mae_by_group={"north": 45.0, "south": 49.6}),
        ["group"],
    ),
    ("latency from 2 ms to 4.1 ms", replace(_good, latency_ms=4.1), ["latency"]),
    ("other held-out data", replace(_good, data_hash="xyz"), ["data"]),
    ("two broken promises", replace(_good, breaks=("no bmi", "outputs")), ["contract"]),
):
    _got = _rules(_old, _challenger, _policy)
    assert _got == _want, f"{_what}: expected refusals {_want}, got {_got}."
### BEGIN HIDDEN TESTS
for _what, _challenger, _policy2, _want in (
    ("margin 3", _good, Policy(3.0, 0.5, 2.0), ["score"]),
    ("margin 0 and equal errors", replace(_good, mae=50.0), Policy(0.0, 0.5, 2.0), []),
    (
        "tolerance 0 and a rise of 0.3",
        replace(_good, mae_by_group={"north": 51.3, "south": 40.0}),
        Policy(1.0, 0.0, 2.0),
        ["group"],
    ),
    (
        "tolerance 2 and a rise of 1.5",
        replace(_good, mae_by_group={"north": 52.5, "south": 40.0}),
        Policy(1.0, 2.0, 2.0),
        [],
    ),
    ("slowdown 10 and 2 ms to 19 ms", replace(_good, latency_ms=19.0), Policy(1.0, 0.5, 10.0), []),
    ("slowdown 1 and 2 ms to 2.1 ms", replace(_good, latency_ms=2.1), Policy(1.0, 0.5, 1.0), ["latency"]),
):
    _got = _rules(_old, _challenger, _policy2)
    assert _got == _want, f"{_what}: expected refusals {_want}, got {_got}: use the policy's numbers."
### END HIDDEN TESTS

# %% tests="decide" name="all_reasons" points=1
_old = Evidence(50.0, {"north": 51.0, "south": 49.0, "east": 50.0}, 2.0, "abc")
_bad = Evidence(51.0, {"north": 53.0, "south": 47.0, "east": 54.0}, 20.0, "xyz", ("no bmi",))
_refusals = decided(_old, _bad, Policy(1.0, 0.5, 2.0)).refusals
_got = sorted(str(_r.rule) for _r in _refusals)
_want = ["contract", "data", "group", "group", "latency", "score"]
assert _got == _want, f"a challenger that breaks every rule, in two groups: expected {_want}, got {_got}."
_details = [str(_r.detail) for _r in _refusals if _r.rule == "group"]
assert sorted(_g for _g in _old.mae_by_group if any(_g in _d for _d in _details)) == ["east", "north"], (
    f"each group's refusal should name its group, here north and east; the details are {_details}."
)
### BEGIN HIDDEN TESTS
_new = Evidence(48.0, {"north": 49.0, "west": 10.0}, 2.0, "abc")
_refusals = decided(_old, _new, Policy(1.0, 0.5, 2.0)).refusals
_details = " | ".join(str(_r.detail) for _r in _refusals)
assert [_r.rule for _r in _refusals] == ["group", "group"] and "south" in _details and "east" in _details, (
    f"the challenger was not measured on south and east: expected a group refusal for each, got {_refusals}."
)
### END HIDDEN TESTS

# %% tests="decide" name="edges" points=2
_old = Evidence(50.3, {"north": 49.9, "south": 0.7}, 1.2, "abc")
_good = Evidence(48.0, {"north": 49.5, "south": 0.7}, 1.2, "abc")
_policy = Policy(margin=0.1, group_tolerance=0.1, max_slowdown=1.5)
_at_the_limit = Evidence(50.2, {"north": 50.0, "south": 0.8}, 1.8, "abc")
_got = sorted(_r.rule for _r in decided(_old, _at_the_limit, _policy).refusals)
assert _got == [], (
    f"exactly at every limit: expected no refusals, got {_got}. Equality passes, with a slack of 1e-9."
)
_got = sorted(_r.rule for _r in decided(_old, replace(_good, mae=float("nan")), _policy).refusals)
assert _got == ["score"], f"a challenger whose MAE is NaN: expected ['score'], got {_got}."
_got = sorted(_r.rule for _r in decided(None, _good, _policy).refusals)
assert _got == [], f"no champion and a sound challenger: expected no refusals, got {_got}."
### BEGIN HIDDEN TESTS
_nan = float("nan")
for _what, _champion, _challenger, _want in (
    (
        "a group of the challenger is NaN",
        _old,
        replace(_good, mae_by_group={"north": _nan, "south": 0.7}),
        ["group"],
    ),
    ("a group of the champion is NaN", replace(_old, mae_by_group={"north": _nan}), _good, ["group"]),
    ("the challenger's latency is NaN", _old, replace(_good, latency_ms=_nan), ["latency"]),
    ("the champion's latency is NaN", replace(_old, latency_ms=_nan), _good, ["latency"]),
    ("the champion's MAE is NaN", replace(_old, mae=_nan), _good, ["score"]),
    ("no champion and an MAE of NaN", None, replace(_good, mae=_nan), ["score"]),
    ("no champion and an infinite MAE", None, replace(_good, mae=float("inf")), ["score"]),
    ("no champion and a broken contract", None, replace(_good, breaks=("no signature",)), ["contract"]),
    (
        "no champion, an MAE of NaN and a broken contract",
        None,
        replace(_good, mae=_nan, breaks=("x",)),
        ["contract", "score"],
    ),
    ("0.001 short of the margin", _old, replace(_good, mae=50.201), ["score"]),
    (
        "0.001 above the tolerance",
        _old,
        replace(_good, mae_by_group={"north": 50.001, "south": 0.7}),
        ["group"],
    ),
    ("0.001 ms above the slowdown", _old, replace(_good, latency_ms=1.801), ["latency"]),
):
    _got = sorted(_r.rule for _r in decided(_champion, _challenger, _policy).refusals)
    assert _got == _want, f"{_what}: expected refusals {_want}, got {_got}."
### END HIDDEN TESTS

# %% [markdown]
# ## 6 · Promotion that leaves a way back
#
# Promoting is moving the alias `champion`. That one call forgets what it pointed to before, so we keep a second
# alias, `previous`. And a meeting will ask *who did it, when, and why*. Tags can say so, but a tag is
# overwritten by the next value: an **audit trail** needs one tag for each event. These helpers are given; the
# rest is yours.

# %% locked="trail"
def alias_number(client: MlflowClient, name: str, alias: str) -> int | None:
    """The number of the version that `alias` points to, or None."""
    number = client.get_registered_model(name).aliases.get(alias)
    return None if number is None else int(number)


def trail(client: MlflowClient, name: str) -> list[dict]:
    """The events of a registered model, oldest first: action, version, by, why, at."""
    tags = client.get_registered_model(name).tags
    return [json.loads(tags[key]) for key in sorted(tags) if key.startswith("event.")]


def record(
    client: MlflowClient, name: str, action: str, version: int, *, by: str, why: str, at: datetime
) -> None:
    """Append one event to the trail, as JSON in a tag of its own: event.0001, event.0002, ..."""
    event = {"action": action, "version": int(version), "by": by, "why": why, "at": at.isoformat()}
    key = f"event.{len(trail(client, name)) + 1:04d}"
    client.set_registered_model_tag(name, key, json.dumps(event))


def scratch_model(tags: list[dict[str, str]]) -> str:
    """Register a new name with one version for each dictionary of tags; return the name."""
    name = fresh_name("scratch")
    client.create_registered_model(name)
    for version_tags in tags:
        client.create_model_version(
            name, source=unsigned.model_uri, run_id=unsigned.run_id, tags=version_tags
        )
    return name


WHO = {"by": "release-bot", "why": "passed the gate", "at": datetime(2026, 3, 2, 2, 0, tzinfo=UTC)}

# %%
name = scratch_model([{}, {}])
client.set_registered_model_alias(name, "champion", "1")
print("champion:", alias_number(client, name, "champion"), " previous:", alias_number(client, name, "previous"))
record(client, name, "promote", 1, **WHO)
print(trail(client, name))

# %% [markdown]
# **Predict first.** A promotion is two writes: `previous` and `champion`. The connection can be lost between
# them. The champion is version 2, `previous` is 1, and we promote 3. In which order should the writes come?
#
# <details><summary>Answer</summary>
#
# `previous` first. If the second write is lost, `champion` and `previous` are both 2: until the promotion is
# tried again, a rollback finds nothing to go back to, and can say so. In the other order the champion would be 3
# and `previous` 1: a rollback would go back too far, and nobody would notice.
# </details>
#
# ### Exercise 5 · Promote ●●○ (8 minutes)
#
# Write `promote(client, name, version, *, by, why, at)`, which makes `version` (an `int`) the champion. Use the
# client that is given.
#
# - If `why` is empty or blank: `ValueError`, and nothing has changed.
# - If the version doesn't exist, the `MlflowException` of MLflow's client comes out, and nothing has changed.
# - If `version` is the champion already, nothing changes and nothing is recorded: a retried job must do no
#   harm. Think what would become of `previous` otherwise.
# - Otherwise `previous` is pointed to the old champion, if there was one, and *then* `champion` to `version`. The
#   alias `challenger` is deleted if it points to `version`; if it points elsewhere, it stays.
# - Then one event `"promote"` with this version is recorded. It comes after `champion` has moved, so that the
#   trail never tells of a promotion that was lost on the way. No version is ever deleted.
#
# The client's methods are `get_model_version(name, version)`, `set_registered_model_alias(name, alias,
# version)` and `delete_registered_model_alias(name, alias)`; numbers go in as text, `str(version)`.
#
# <details><summary>Hint 1</summary>
#
# Everything that can fail goes first: check `why`, ask for the version, read the champion. Only then write.
# </details>
# <details><summary>Hint 2</summary>
#
# `client.get_model_version(name, str(version))` raises if there is none; its result isn't needed.
# </details>
# <details><summary>Hint 3</summary>
#
# Read the champion into a variable before you write anything; `return` if it equals `version`; then the writes
# in the order of the text.
# </details>

# %% solution="promote"
def promote(client: MlflowClient, name: str, version: int, *, by: str, why: str, at: datetime) -> None:
    """Make `version` the champion of `name`, and keep the old one as `previous`.

    >>> name = scratch_model([{}, {}])
    >>> promote(client, name, 1, **WHO); promote(client, name, 2, **WHO)
    >>> alias_number(client, name, "champion"), alias_number(client, name, "previous")
    (2, 1)
    """
    ### BEGIN SOLUTION
    if not why.strip():
        raise ValueError("a promotion needs a reason")
    client.get_model_version(name, str(version))
    champion = alias_number(client, name, "champion")
    if champion == version:
        return
    if champion is not None:
        client.set_registered_model_alias(name, "previous", str(champion))
    client.set_registered_model_alias(name, "champion", str(version))
    if alias_number(client, name, "challenger") == version:
        client.delete_registered_model_alias(name, "challenger")
    record(client, name, "promote", version, by=by, why=why, at=at)
    ### END SOLUTION

# %% locked="test_bench"
def aliases_of(name: str) -> dict[str, int]:
    """All aliases of a registered model with the numbers they point to."""
    return {alias: int(number) for alias, number in client.get_registered_model(name).aliases.items()}


def in_production(champion: int | None, previous: int | None) -> str:
    """A scratch model with four versions and these aliases (None: not set); return its name."""
    name = scratch_model([{}] * 4)
    for alias, number in (("champion", champion), ("previous", previous)):
        if number is not None:
            client.set_registered_model_alias(name, alias, str(number))
    return name


class CutOff(MlflowClient):
    """A client whose connection is lost when a given alias is to be set."""

    def __init__(self, lost_alias):
        super().__init__()
        self._lost_alias = lost_alias

    def set_registered_model_alias(self, name, alias, version):
        if alias == self._lost_alias:
            raise ConnectionError("the connection was lost")
        super().set_registered_model_alias(name, alias, version)


# %% tests="promote" name="moves_the_aliases" points=2
_name = scratch_model([{}, {}, {}])
promote(client, _name, 1, **WHO)
assert aliases_of(_name) == {"champion": 1}, (
    f"the first promotion: expected only champion → 1, got {aliases_of(_name)}. There is no previous yet."
)
promote(client, _name, 3, **WHO)
assert aliases_of(_name) == {"champion": 3, "previous": 1}, (
    f"after promoting 1, then 3: expected champion → 3 and previous → 1, got {aliases_of(_name)}."
)
client.set_registered_model_alias(_name, "challenger", "2")
promote(client, _name, 2, **WHO)
assert aliases_of(_name) == {"champion": 2, "previous": 3}, (
    f"the challenger 2 was promoted: expected champion → 2, previous → 3 and no challenger, got {aliases_of(_name)}."
)
assert len(client.search_model_versions(f"name = '{_name}'")) == 3, (
    "a version was deleted: keep the way back."
)
### BEGIN HIDDEN TESTS
client.set_registered_model_alias(_name, "challenger", "1")
client.set_registered_model_alias(_name, "shadow", "3")
promote(client, _name, 3, **WHO)
assert aliases_of(_name) == {"champion": 3, "previous": 2, "challenger": 1, "shadow": 3}, (
    f"promoting 3 while challenger → 1 and shadow → 3: these two should stay, got {aliases_of(_name)}."
)
### END HIDDEN TESTS

# %% tests="promote" name="survives_retries" points=2
_name = scratch_model([{}, {}, {}])
for _version in (1, 2, 2):
    promote(client, _name, _version, **WHO)
assert aliases_of(_name) == {"champion": 2, "previous": 1}, (
    f"2 was promoted twice: expected champion → 2, previous → 1, got {aliases_of(_name)}. "
    "If previous is the champion itself, there is no way back."
)
with contextlib.suppress(ConnectionError):
    promote(CutOff("previous"), _name, 3, **WHO)
assert aliases_of(_name) == {"champion": 2, "previous": 1}, (
    f"the connection was lost when previous was written: expected everything as before, got {aliases_of(_name)}. "
    "Write previous before champion."
)
### BEGIN HIDDEN TESTS
with contextlib.suppress(ConnectionError):
    promote(CutOff("champion"), _name, 3, **WHO)
assert aliases_of(_name)["champion"] == 2, (
    "the connection was lost when champion was written, yet it has moved."
)
promote(client, _name, 3, **WHO)
assert aliases_of(_name) == {"champion": 3, "previous": 2}, (
    f"after a lost connection and a retry: expected champion → 3, previous → 2, got {aliases_of(_name)}."
)
_got = [_e["version"] for _e in trail(client, _name)]
assert _got == [1, 2, 3], (
    f"3 was promoted in the third attempt, two were lost: expected events for versions [1, 2, 3], got {_got}. "
    "Record after champion has moved."
)
_before = aliases_of(_name), trail(client, _name)
for _version, _why, _expected in (
    (99, "a reason", MlflowException),
    (1, "", ValueError),
    (1, " \n", ValueError),
):
    try:
        promote(client, _name, _version, by="me", why=_why, at=WHO["at"])
        _raised = None
    except Exception as _error:
        _raised = type(_error)
    assert _raised is not None and issubclass(_raised, _expected), (
        f"promoting version {_version} with why={_why!r} should raise {_expected.__name__}, got {_raised}."
    )
    assert (aliases_of(_name), trail(client, _name)) == _before, (
        f"promoting version {_version} with why={_why!r} raised, but changed something: {aliases_of(_name)}."
    )
### END HIDDEN TESTS

# %% tests="promote" name="keeps_a_trail" points=1
_name = scratch_model([{}, {}])
_when = datetime(2026, 5, 4, 3, 2, 1, tzinfo=UTC)
promote(client, _name, 2, by="ward-7", why="gain of 2.6 points", at=_when)
_events = trail(client, _name)
_want = {
    "action": "promote",
    "version": 2,
    "by": "ward-7",
    "why": "gain of 2.6 points",
    "at": _when.isoformat(),
}
assert _events == [_want], f"expected the trail {[_want]}, got {_events}."
### BEGIN HIDDEN TESTS
promote(client, _name, 2, by="ward-7", why="again", at=_when)
assert trail(client, _name) == [_want], "promoting the champion again was recorded, though nothing changed."
promote(client, _name, 1, by="ward-8", why="back", at=_when + timedelta(days=1))
_got = [(_e["version"], _e["by"], _e["why"], _e["at"]) for _e in trail(client, _name)]
_want = [
    (2, "ward-7", "gain of 2.6 points", _when.isoformat()),
    (1, "ward-8", "back", (_when + timedelta(days=1)).isoformat()),
]
assert _got == _want, f"after two promotions expected the events {_want}, got {_got}."
### END HIDDEN TESTS

# %% [markdown]
# ## 7 · Rollback in one call
#
# It is three in the morning and version 7 is answering nonsense. Two people press the button, or the job is
# retried. If rolling back swapped `champion` and `previous`, the second press would bring the bad model back.
# So the call **names the bad version**: "away from 7". Once the champion isn't 7 any more, there is nothing
# left to do, however often it is called.
#
# And an automatic release must not promote 7 again tomorrow because it is the newest. So the bad version gets a
# tag, `status` = `rolled_back`.
#
# ### Exercise 6 · Roll back ●●● (8 minutes)
#
# Write `rollback(client, name, bad, *, by, why, at)`, which returns the number of the champion afterwards, an
# `int`.
#
# - No champion at all: `NothingToRollBackTo`, nothing changes.
# - The champion isn't `bad`: somebody has already acted. Nothing changes, nothing is recorded, and the
#   champion's number is returned.
# - The champion is `bad`, and `previous` is missing or is `bad` itself: `NothingToRollBackTo`, nothing changes.
# - Otherwise: the version `bad` gets the tag `status` = `rolled_back`; `champion` points to the previous
#   version; the alias `previous` is deleted; one event `"rollback"` is recorded, whose version is the new
#   champion.
#
# Here too a connection can be lost at any write. Whichever it was, once the same call has been made again,
# `champion` has moved, `bad` has its tag, and the event isn't there twice. Which write has to come first, and
# where does the event belong?
#
# (What was lost *after* `champion` moved isn't made up for, since the second call finds nothing to do. A
# `previous` that was left behind then points to the champion itself: the third case makes that harmless.)
#
# <details><summary>Hint 1</summary>
#
# Once the champion has moved, a second call sees that it isn't `bad` and returns at once. What must be done by
# then?
# </details>
# <details><summary>Hint 2</summary>
#
# The tag: `client.set_model_version_tag(name, str(bad), "status", "rolled_back")`. If it came after the alias,
# a lost connection would leave the bad version unmarked for good.
# </details>
# <details><summary>Hint 3</summary>
#
# Read both aliases; decide among the four cases with early returns and raises; then tag, `champion`, delete
# `previous`, `record`, return.
# </details>

# %% locked="error"
class NothingToRollBackTo(RuntimeError):
    """No earlier version is known to be good."""


# %% solution="rollback"
def rollback(client: MlflowClient, name: str, bad: int, *, by: str, why: str, at: datetime) -> int:
    """Move the champion of `name` away from the version `bad`; return the champion's number.

    >>> name = scratch_model([{}, {}])
    >>> client.set_registered_model_alias(name, "previous", "1")
    >>> client.set_registered_model_alias(name, "champion", "2")
    >>> rollback(client, name, 2, **WHO), rollback(client, name, 2, **WHO)
    (1, 1)
    """
    ### BEGIN SOLUTION
    champion = alias_number(client, name, "champion")
    if champion is None:
        raise NothingToRollBackTo(f"{name} has no champion")
    if champion != bad:
        return champion
    previous = alias_number(client, name, "previous")
    if previous is None or previous == bad:
        raise NothingToRollBackTo(f"{name} has no version before {bad}")
    client.set_model_version_tag(name, str(bad), "status", "rolled_back")
    client.set_registered_model_alias(name, "champion", str(previous))
    client.delete_registered_model_alias(name, "previous")
    record(client, name, "rollback", previous, by=by, why=why, at=at)
    return previous
    ### END SOLUTION

# %% locked="rolled_back"
def rolled_back(client: MlflowClient, name: str, bad: int, **who) -> int:
    """What `rollback` returns for these."""
    return returned(rollback(client, name, bad, **who), "rollback", "the champion's number, an int")


# %% tests="rollback" name="goes_back" points=2
_name = in_production(champion=3, previous=1)
_got = rolled_back(client, _name, 3, by="on-call", why="nonsense at night", at=WHO["at"])
assert type(_got) is int and _got == 1, f"expected the new champion's number, the int 1, got {_got!r}."
assert aliases_of(_name) == {"champion": 1}, (
    f"after rolling 3 back to 1: expected only champion → 1, got {aliases_of(_name)}. "
    "A previous that points to the bad version would lead the next rollback there."
)
assert client.get_model_version(_name, "3").tags.get("status") == "rolled_back", (
    "the bad version has no tag status = rolled_back: an automatic release would promote it again."
)
### BEGIN HIDDEN TESTS
_events = [(_e["action"], _e["version"], _e["by"], _e["why"]) for _e in trail(client, _name)]
assert _events == [("rollback", 1, "on-call", "nonsense at night")], (
    f"expected one event 'rollback' with the new champion's version 1, got {_events}."
)
_tags = [client.get_model_version(_name, str(_v)).tags for _v in (1, 2, 4)]
assert _tags == [{}, {}, {}], f"versions other than the bad one were tagged: {_tags}."
_name = in_production(champion=2, previous=4)
client.set_registered_model_alias(_name, "challenger", "1")
_got = rolled_back(client, _name, 2, **WHO)
assert int(_got) == 4 and aliases_of(_name) == {"champion": 4, "challenger": 1}, (
    f"champion 2, previous 4: expected a rollback to 4, other aliases as before; got {_got}, {aliases_of(_name)}: "
    "previous is an alias, not the number below."
)
### END HIDDEN TESTS

# %% tests="rollback" name="harmless_when_repeated" points=2
_name = in_production(champion=3, previous=1)
_got = [int(rolled_back(client, _name, 3, **WHO)) for _ in range(3)]
assert _got == [1, 1, 1] and aliases_of(_name) == {"champion": 1}, (
    f"three calls away from 3: expected [1, 1, 1] and champion → 1, got {_got} and {aliases_of(_name)}."
)
assert len(trail(client, _name)) == 1, (
    f"only the first call changed something; the trail is {trail(client, _name)}."
)


### BEGIN HIDDEN TESTS
class _CutOffTags(MlflowClient):
    """A client whose connection is lost when a version is to be tagged."""

    def set_model_version_tag(self, *_, **__):
        raise ConnectionError("the connection was lost")


for _cut in (_CutOffTags(), CutOff("champion")):
    _name = in_production(champion=3, previous=2)
    with contextlib.suppress(ConnectionError):
        rollback(_cut, _name, 3, **WHO)
    _got = rolled_back(client, _name, 3, **WHO)
    _status = client.get_model_version(_name, "3").tags.get("status")
    assert (int(_got), alias_number(client, _name, "champion"), _status) == (2, 2, "rolled_back"), (
        f"after a lost connection and a retry: expected champion → 2 and version 3 tagged rolled_back, got champion → "
        f"{alias_number(client, _name, 'champion')} and status {_status!r}. Tag first: a retry returns early once the champion has moved."
    )
    _events = [(_e["action"], _e["version"]) for _e in trail(client, _name)]
    assert _events == [("rollback", 2)], (
        f"after a lost connection and a retry: expected one event, ('rollback', 2), got {_events}: "
        "record after champion has moved."
    )
_name = in_production(champion=4, previous=3)
_got = rolled_back(client, _name, 2, **WHO)
assert (
    int(_got) == 4 and aliases_of(_name) == {"champion": 4, "previous": 3} and trail(client, _name) == []
), f"the champion is 4, not 2: expected 4 and nothing changed, got {_got} and {aliases_of(_name)}."
assert client.get_model_version(_name, "2").tags == {}, (
    "the champion was not the bad version, yet it was tagged."
)
### END HIDDEN TESTS

# %% tests="rollback" name="nothing_to_go_back_to" points=1
for _champion, _previous in ((2, None), (None, None), (2, 2)):
    _name = in_production(_champion, _previous)
    _before = aliases_of(_name)
    try:
        _got = rollback(client, _name, 2, **WHO)
        _raised = f"no error but {_got!r}"
    except Exception as _error:
        _raised = type(_error).__name__
    assert _raised == "NothingToRollBackTo", (
        f"champion {_champion}, previous {_previous}, bad 2: expected NothingToRollBackTo, got {_raised}."
    )
    assert aliases_of(_name) == _before and trail(client, _name) == [], "it raised, but changed something."
    assert client.get_model_version(_name, "2").tags == {}, "it raised, but had tagged the version already."
### BEGIN HIDDEN TESTS
_name = in_production(None, 1)
_before = aliases_of(_name)
try:
    rollback(client, _name, 2, **WHO)
    _raised = None
except NothingToRollBackTo as _error:
    _raised = _error
except Exception:
    _raised = None
assert _raised is not None and aliases_of(_name) == _before, (
    "no champion, though previous is set: expected NothingToRollBackTo and nothing changed."
)
### END HIDDEN TESTS

# %% [markdown]
# ## 8 · The release job, mended
#
# This script was found in a nightly job. It had run for months. Then the eleventh version came.

# %% locked="broken_release"
class ServerClient(MlflowClient):
    """Answers as a client of a tracking server does: version numbers come over the wire as text."""

    def search_model_versions(self, *args, **kwargs) -> list[ModelVersion]:
        found = super().search_model_versions(*args, **kwargs)
        return [ModelVersion.from_proto(version.to_proto()) for version in found]


def broken_release(client: MlflowClient, name: str) -> None:
    """Release the newest version if it is better than the champion."""
    versions = client.search_model_versions(f"name = '{name}'")
    newest = max(versions, key=lambda version: version.version)
    champion = client.get_model_version_by_alias(name, "champion")
    if float(newest.tags["mae"]) < float(champion.tags["mae"]):
        client.set_registered_model_alias(name, "champion", newest.version)
        client.delete_model_version(name, champion.version)


# %% [markdown]
# **Predict first.** Below there are eleven versions. The champion is 8, with an MAE of 46.9. Version 9 was
# rolled back last week; its tag says 44.0, measured on the rows of a single ward. Version 11 is new. What will
# `broken_release` do? Find at least five faults before you open the answer.

# %%
tags = [{"mae": "47.5"} for _ in range(11)]
tags[7] = {"mae": "46.9"}
tags[8] = {"mae": "44.0", "status": "rolled_back"}
tags[10] = {"mae": "46.0"}
name = scratch_model(tags)
client.set_registered_model_alias(name, "champion", "8")
broken_release(ServerClient(), name)
print("aliases: ", aliases_of(name))
print("versions:", sorted(int(version.version) for version in client.search_model_versions(f"name = '{name}'")))

# %% [markdown]
# <details><summary>The faults</summary>
#
# 1. As text, `"9" > "11"`: the newest version is never seen. (With an SQLite store the numbers are integers, so
#    the test on the author's laptop passed.)
# 2. The tags hold errors that were measured on different days and different rows.
# 3. Any gain counts, however small; subgroups, latency and the contract aren't looked at.
# 4. Version 9 was rolled back, and is promoted again.
# 5. The old champion is deleted: there is no way back, and no alias `previous`.
# 6. It fails if there is no champion yet, and nobody can see afterwards who did what and why.
# </details>
#
# ### Exercise 7 · Mend the nightly release ●●● (10 minutes)
#
# Write `nightly_release(client, name, evaluate, gate, release)`. What it needs comes in as functions, so it can
# be tested without a model: `evaluate(number)` measures the version of that number (an `int`) on today's
# held-out data and returns its `Evidence`; `gate(champion_evidence, challenger_evidence)` returns a `Decision`;
# `release(number)` promotes. The return value is the number that was released, an `int`, or `None`.
#
# - The **candidate** is the version with the highest number among those whose tag `status` isn't `rolled_back`.
# - If there is no candidate, or it is the champion already, return `None`. Nothing is evaluated and nothing
#   changes.
# - Otherwise point the alias `challenger` to the candidate. Ask the gate, with the champion and the candidate
#   *both* evaluated today; with no champion, the gate gets `None` as its first argument.
# - Write the outcome as the candidate's tag `gate`: `passed`, or the rules that refused it, each once, in
#   alphabetical order, joined by commas, such as `group,latency`.
# - If it passed, call `release` once and return the number; else don't call it and return `None`. The function
#   itself moves no alias but `challenger`, and deletes nothing.
#
# <details><summary>Hint 1</summary>
#
# Make a list of numbers first: `int(version.version)` for every version that may be released. The rest is
# `max`.
# </details>
# <details><summary>Hint 2</summary>
#
# `version.tags.get("status")` is `None` where there is no tag. `alias_number(client, name, "champion")` is
# `None` where there is no champion.
# </details>
# <details><summary>Hint 3</summary>
#
# `",".join(sorted({refusal.rule for refusal in decision.refusals})) or "passed"`
# </details>

# %% solution="nightly_release"
def nightly_release(
    client: MlflowClient,
    name: str,
    evaluate: Callable[[int], Evidence],
    gate: Callable[[Evidence | None, Evidence], Decision],
    release: Callable[[int], None],
) -> int | None:
    """Put the newest sound version through the gate; return its number if it was released.

    >>> name = scratch_model([{}, {"status": "rolled_back"}])
    >>> evidence = Evidence(50.0, {}, 2.0, "abc")
    >>> nightly_release(client, name, lambda number: evidence, lambda a, b: Decision(()), print)
    1
    1
    """
    ### BEGIN SOLUTION
    versions = client.search_model_versions(f"name = '{name}'")
    sound = [int(v.version) for v in versions if v.tags.get("status") != "rolled_back"]
    champion = alias_number(client, name, "champion")
    if not sound or max(sound) == champion:
        return None
    candidate = max(sound)
    client.set_registered_model_alias(name, "challenger", str(candidate))
    standing = None if champion is None else evaluate(champion)
    decision = gate(standing, evaluate(candidate))
    outcome = ",".join(sorted({refusal.rule for refusal in decision.refusals})) or "passed"
    client.set_model_version_tag(name, str(candidate), "gate", outcome)
    if not decision.passed:
        return None
    release(candidate)
    return candidate
    ### END SOLUTION

# %% locked="rehearsal"
@dataclass
class Rehearsal:
    """Stands in for evaluate, gate and release, and writes down how they were called."""

    refusals: tuple[Refusal, ...] = ()

    def __post_init__(self):
        self.evaluated, self.gated, self.released = [], [], []

    def evaluate(self, number: int) -> Evidence:
        self.evaluated.append(number)
        return Evidence(float(number), {}, 1.0, "today")

    def gate(self, champion: Evidence | None, challenger: Evidence) -> Decision:
        self.gated.append(tuple(None if e is None else int(e.mae) for e in (champion, challenger)))
        return Decision(self.refusals)

    def release(self, number: int) -> None:
        self.released.append(number)


# %% tests="nightly_release" name="chooses_the_candidate" points=2
_name = scratch_model(
    [{"mae": "47.5"}] * 8 + [{"mae": "44.0", "status": "rolled_back"}, {"mae": "48.0"}, {"mae": "46.0"}]
)
client.set_registered_model_alias(_name, "champion", "8")
_night = Rehearsal()
_got = nightly_release(ServerClient(), _name, _night.evaluate, _night.gate, _night.release)
assert _night.gated == [(8, 11)], (
    "expected one question to the gate, (8, 11): the champion's evidence first, then that of the highest sound "
    f"version, both from `evaluate`. Got {_night.gated}. (As text, '9' > '11'.)"
)
_got = returned(_got, "nightly_release", "the number that was released, the int 11")
assert type(_got) is int and _got == 11, f"the gate passed version 11: expected the int 11, got {_got!r}."
### BEGIN HIDDEN TESTS
_name = scratch_model([{}] * 9 + [{"status": "trusted"}] + [{"status": "rolled_back"}] * 2)
client.set_registered_model_alias(_name, "champion", "9")
_night = Rehearsal()
_got = nightly_release(ServerClient(), _name, _night.evaluate, _night.gate, _night.release)
assert _night.gated == [(9, 10)] and _got == 10, (
    f"versions 11 and 12 were rolled back, 10 has another status: expected 9 against 10, got {_night.gated} and {_got!r}."
)
for _what, _tags, _champion in (
    ("the newest sound version is the champion", [{}] * 10 + [{"status": "rolled_back"}], "10"),
    ("every version was rolled back", [{"status": "rolled_back"}] * 2, None),
    ("there are no versions", [], None),
):
    _name = scratch_model(_tags)
    if _champion:
        client.set_registered_model_alias(_name, "champion", _champion)
    _before = aliases_of(_name)
    _night = Rehearsal()
    _got = nightly_release(ServerClient(), _name, _night.evaluate, _night.gate, _night.release)
    assert _got is None and _night.gated == [] and _night.released == [], (
        f"{_what}: expected None and no question to the gate, got {_got!r} and {_night.gated}."
    )
    assert _night.evaluated == [] and aliases_of(_name) == _before, (
        f"{_what}: nothing should be evaluated or changed, got {_night.evaluated} and {aliases_of(_name)}."
    )
### END HIDDEN TESTS

# %% tests="nightly_release" name="asks_the_gate" points=2
_name = scratch_model([{"mae": "40.0"}, {"mae": "60.0"}])
client.set_registered_model_alias(_name, "champion", "1")
_night = Rehearsal()
_got = nightly_release(client, _name, _night.evaluate, _night.gate, _night.release)
assert sorted(_night.evaluated) == [1, 2], (
    f"expected versions 1 and 2 to be evaluated today, once each, got {_night.evaluated}: tags are from another day."
)
assert _got == 2 and _night.released == [2], (
    f"the gate passed version 2: expected one release of 2, got {_night.released} and the result {_got!r}."
)
_night = Rehearsal((Refusal("score", "too small"),))
_got = nightly_release(client, _name, _night.evaluate, _night.gate, _night.release)
assert _got is None and _night.released == [], (
    f"the gate refused version 2: expected None and no release, got {_got!r} and {_night.released}."
)
### BEGIN HIDDEN TESTS
_name = scratch_model([{}, {}, {}])
_night = Rehearsal()
_got = nightly_release(client, _name, _night.evaluate, _night.gate, _night.release)
assert _night.gated == [(None, 3)] and _night.evaluated == [3] and _night.released == [3] and _got == 3, (
    f"no champion yet: expected the gate to be asked once with (None, 3) and 3 released, got {_night.gated}, {_night.released}."
)
_kinds = {type(_number) for _number in _night.evaluated + _night.released}
assert _kinds == {int}, f"evaluate and release take an int, they got {_kinds}."
### END HIDDEN TESTS

# %% tests="nightly_release" name="leaves_a_record" points=2
_name = scratch_model([{}, {}, {}])
client.set_registered_model_alias(_name, "champion", "1")
_refused = (Refusal("latency", "slow"), Refusal("group", "sex 1"), Refusal("group", "sex 2"))
_night = Rehearsal(_refused)
nightly_release(client, _name, _night.evaluate, _night.gate, _night.release)
assert aliases_of(_name) == {"champion": 1, "challenger": 3}, (
    f"after a refusal: expected champion → 1 and challenger → 3, got {aliases_of(_name)}."
)
_got = client.get_model_version(_name, "3").tags.get("gate")
assert _got == "group,latency", f"the tag gate of version 3 should be 'group,latency', got {_got!r}."
_night = Rehearsal()
nightly_release(client, _name, _night.evaluate, _night.gate, _night.release)
_got = client.get_model_version(_name, "3").tags.get("gate")
assert _got == "passed", f"the gate passed version 3: its tag gate should be 'passed', got {_got!r}."
assert len(client.search_model_versions(f"name = '{_name}'")) == 3, "a version was deleted: keep the way back."
### BEGIN HIDDEN TESTS
assert aliases_of(_name) == {"champion": 1, "challenger": 3}, (
    f"moving champion is the business of `release`, which did nothing here; got {aliases_of(_name)}."
)
assert [client.get_model_version(_name, str(_v)).tags for _v in (1, 2)] == [{}, {}], (
    "versions that are not the candidate were tagged."
)
### END HIDDEN TESTS

# %% [markdown]
# ## 9 · A week of nights
#
# Everything together, with your functions: each night one of the five real candidates is registered, and the
# job runs. `today` is the policy in use. On the sixth morning the clinic calls: version 5 is answering oddly,
# roll it back.

# %%
name = fresh_name("progression")
night = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)
today = Policy(margin=0.5, group_tolerance=0.5, max_slowdown=3.0)


def evaluate(number: int) -> Evidence:
    uri = f"models:/{name}/{number}"
    champion = alias_number(client, name, "champion") or number
    standing = mlflow.models.get_model_info(f"models:/{name}/{champion}").signature
    breaks = contract_breaks(standing, mlflow.models.get_model_info(uri).signature)
    return measure(uri, X_test, y_test, breaks)


def release(number: int) -> None:
    promote(client, name, number, by="nightly job", why="passed the gate", at=night)


for label, model in candidates.items():
    info = log_candidate(model, X_train, y_train, X_test, y_test, run_name=label)
    number = register_version(client, name, info)
    nightly_release(client, name, evaluate, lambda a, b: decide(a, b, today), release)
    tag = client.get_model_version(name, str(number)).tags
    print(f"{night:%d %b}  version {number}  {label:18} MAE {float(tag['mae']):.2f}  gate: {tag['gate']}")
    night += timedelta(days=1)

answer = rollback(client, name, 5, by="on-call", why="odd answers", at=night + timedelta(hours=6))
print(f"rolled back to version {answer}; aliases now {aliases_of(name)}")

# %% [markdown]
# The picture is drawn from what the registry holds: the versions' tags and the trail. Version $k$ came in night
# $k$.

# %%
events = pd.DataFrame(trail(client, name))
events["at"] = pd.to_datetime(events["at"])
start = pd.Timestamp("2026-03-02 02:00", tz="UTC")
days = (events["at"] - start).dt.total_seconds() / 86400 + 1
versions = sorted(client.search_model_versions(f"name = '{name}'"), key=lambda v: int(v.version))

fig, ax = plt.subplots(figsize=(8.5, 3.8), layout="constrained")
ax.step(
    [*days, 7.2],
    [*events["version"], events["version"].iloc[-1]],
    where="post",
    color="#0072B2",
    linewidth=3,
)
ax.text(7.2, events["version"].iloc[-1] + 0.2, "champion", color="#0072B2", ha="right")
for version in versions:
    number, gate = int(version.version), version.tags["gate"]
    passed = gate == "passed"
    ax.plot(number, number, "o" if passed else "X", markersize=10, color="#0072B2" if passed else "#D55E00")
    note = f"v{number}, MAE {float(version.tags['mae']):.1f}: " + (gate if passed else f"refused ({gate})")
    if number > 2:
        ax.text(number - 0.15, number + 0.12, note, ha="right", va="bottom", fontsize=9)
    else:
        ax.text(number + 0.1, number - 0.12, note, ha="left", va="top", fontsize=9)
ax.set(
    xlim=(0.5, 7.3),
    ylim=(0.5, 5.9),
    yticks=range(1, 6),
    ylabel="version number",
    xlabel="March 2026 (night)",
)
ax.set_xticks(range(1, 8), range(2, 9))
ax.set_title("Two were refused, one was rolled back, and version 2 is in production")
plt.show()

# %% [markdown]
# The two questions of the meeting now take one line each.

# %%
champion = client.get_model_version_by_alias(name, "champion")
run = client.get_run(champion.run_id)
print(
    "in production:",
    "version",
    champion.version,
    "from run",
    repr(run.info.run_name),
    "on data",
    champion.tags["data_hash"],
)
print("how we got there:")
for event in trail(client, name):
    print(
        "  ",
        event["at"][:16],
        event["action"],
        "to",
        event["version"],
        "by",
        event["by"],
        "-",
        event["why"],
    )
service = mlflow.pyfunc.load_model(f"models:/{name}@champion")
print("it answers:", np.round(service.predict(X_test.head(3)), 1))

# %% [markdown]
# **Too good to be true?** Version 5 passed with a gain of 0.7 points. Its standard error, in the picture of
# section 5, is 1.2.
#
# <details><summary>What should one think of that release?</summary>
#
# The gain is well within chance: on other patients version 5 might have lost. A gate compares, it doesn't
# prove. Ask for $\bar d \ge \delta$ *and* $\bar d \ge z\,\mathrm{SE}$, get more held-out rows, or accept that
# some releases are coin tosses and make going back cheap. And renew the held-out rows: every candidate that is
# measured on them makes the next winner a little luckier.
# </details>
#
# One thing MLflow doesn't give: two jobs that promote at the same moment aren't kept apart, since an alias is
# just overwritten. Let exactly one job move `champion`.

# %% [markdown]
# ## What you can do now
#
# - [x] **Log and register** models so that each version leads back to run, data and metric: the first thing
#   asked in an incident or an audit.
# - [x] **Check a contract** between two models: the reason why a release doesn't break those who call.
# - [x] **Write a gate** that gives all its reasons: code review for models, run by a machine.
# - [x] **Promote and roll back** so that retries and lost connections do no harm: at three in the morning
#   nobody reasons well.
# - [x] **Mend a release job**: numbers as text, errors from different data, deleted ways back. You will meet
#   all three.
#
# ### Go further
#
# - [MLflow, *ML Model Registry*](https://mlflow.org/docs/latest/ml/model-registry/): the whole interface, and
#   how to leave stages for aliases.
# - [MLflow, *Model signatures and input examples*](https://mlflow.org/docs/latest/ml/model/signatures/):
#   optional columns, tensors and parameters, which we left out.
# - D. Sculley and others, *Hidden Technical Debt in Machine Learning Systems* (2015): why most trouble lies
#   around the model and not in it.
# - E. Breck and others, *The ML Test Score* (2017): a list of checks to put into your own gate, each with its
#   reason.
