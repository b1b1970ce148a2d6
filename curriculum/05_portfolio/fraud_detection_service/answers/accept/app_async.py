"""Asynchronous routes, a response model, annotated fields, a bare array for the model."""
# %% solution="scoring_app"
APP_PY = '''
import json
import time as clock
import warnings
from pathlib import Path
from typing import Annotated, Literal

import joblib
import numpy as np
from fastapi import FastAPI
from fastapi.responses import JSONResponse, PlainTextResponse
from features import CardHistory
from prometheus_client import CONTENT_TYPE_LATEST, Counter, Histogram, generate_latest
from pydantic import BaseModel, ConfigDict, Field, NaiveDatetime, NonNegativeInt

warnings.simplefilter("ignore")
FOLDER = Path(__file__).resolve().parent
MODEL = joblib.load(FOLDER / "model.joblib")
with open(FOLDER / "settings.json") as handle:
    SETTINGS = json.load(handle)
RATES = {int(k): v for k, v in SETTINGS["merchant_rates"].items()}
history = CardHistory()
DECISIONS = Counter("fraud_decisions_total", "Decisions.", labelnames=("decision",))
SECONDS = Histogram("fraud_score_seconds", "Seconds.")
app = FastAPI()


class Payment(BaseModel):
    model_config = ConfigDict(extra="forbid")
    time: NaiveDatetime
    card: NonNegativeInt
    merchant: NonNegativeInt
    online: bool
    amount: Annotated[float, Field(gt=0, le=50000)]


class Answer(BaseModel):
    probability: float
    expected_loss: float
    decision: Literal["review", "approve"]
    model_version: str


@app.get("/health")
async def health():
    return dict(status="ok", model_version=SETTINGS["model_version"])


@app.post("/score", response_model=Answer)
async def score(payment: Payment):
    began = clock.perf_counter()
    try:
        row = history.observe(payment.time, payment.card, payment.merchant, payment.online, payment.amount)
    except ValueError as problem:
        return JSONResponse({"detail": f"{problem}"}, status_code=409)
    row["merchant_rate"] = RATES.get(payment.merchant, SETTINGS["default_rate"])
    values = np.array([[row[name] for name in SETTINGS["features"]]])
    p = MODEL.predict_proba(values)[0][1]
    loss = p * payment.amount
    answer = Answer(
        probability=p,
        expected_loss=loss,
        decision="approve" if loss < SETTINGS["threshold"] else "review",
        model_version=SETTINGS["model_version"],
    )
    DECISIONS.labels(decision=answer.decision).inc()
    SECONDS.observe(clock.perf_counter() - began)
    return answer


@app.get("/metrics")
async def metrics():
    return PlainTextResponse(generate_latest(), headers={"content-type": CONTENT_TYPE_LATEST})
'''
