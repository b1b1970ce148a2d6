"""Gives the mean under the name of the median."""
# fails: latency_report-percentiles, latency_report-failures
# %% solution="latency_report"
def latency_report(calls: pd.DataFrame) -> dict[str, float]:
    """Return the number of calls, the share of failures, and p50, p95, p99 in milliseconds.

    >>> latency_report(stall)["p50_ms"]
    4.0
    """
    if calls.empty:
        raise ValueError("a report needs at least one call")
    success = calls["status"] == 200
    latency_ms = 1000 * (calls["done_s"] - calls["due_s"])[success].to_numpy()
    report = {"calls": len(calls), "error_share": float(1 - success.mean())}
    for q in (50, 95, 99):
        report[f"p{q}_ms"] = (
            float(np.percentile(latency_ms, q, method="inverted_cdf") if q > 50 else latency_ms.mean()) if len(latency_ms) else float("nan")
        )
    return report
