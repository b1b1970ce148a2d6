"""Types without bounds: negative amounts are scored."""
# fails: scoring_app-refuses_bad_input
# %% solution="scoring_app"
APP_PY = '''\
"""Scores card payments for fraud, one at a time."""

import json
from pathlib import Path
from time import perf_counter

import joblib
import pandas as pd
from fastapi import FastAPI, HTTPException, Response
from features import CardHistory
from prometheus_client import CONTENT_TYPE_LATEST, Counter, Histogram, generate_latest
from pydantic import BaseModel, ConfigDict, Field, NaiveDatetime

HERE = Path(__file__).parent
model = joblib.load(HERE / "model.joblib")  # runs code from the file: load only what you built
settings = json.loads((HERE / "settings.json").read_text(encoding="utf-8"))
history = CardHistory()

DECISIONS = Counter("fraud_decisions", "Payments scored, by decision.", ["decision"])
SECONDS = Histogram("fraud_score_seconds", "Seconds to score one payment.")

app = FastAPI(title="Fraud detection")


class Payment(BaseModel):
    """One card payment; its time is UTC, without an offset."""

    model_config = ConfigDict(extra="forbid")

    time: NaiveDatetime
    card: int
    merchant: int
    online: bool
    amount: float


@app.get("/health")
def health() -> dict:
    return {"status": "ok", "model_version": settings["model_version"]}


@app.post("/score")
def score(payment: Payment) -> dict:
    start = perf_counter()
    try:
        row = history.observe(**payment.model_dump())
    except ValueError as error:
        raise HTTPException(409, detail=str(error)) from error
    row["merchant_rate"] = settings["merchant_rates"].get(
        str(payment.merchant), settings["default_rate"]
    )
    probability = float(model.predict_proba(pd.DataFrame([row])[settings["features"]])[0, 1])
    expected_loss = probability * payment.amount
    decision = "review" if expected_loss >= settings["threshold"] else "approve"
    DECISIONS.labels(decision).inc()
    SECONDS.observe(perf_counter() - start)
    return {
        "probability": probability,
        "expected_loss": expected_loss,
        "decision": decision,
        "model_version": settings["model_version"],
    }


@app.get("/metrics")
def metrics() -> Response:
    return Response(generate_latest(), media_type=CONTENT_TYPE_LATEST)
'''
