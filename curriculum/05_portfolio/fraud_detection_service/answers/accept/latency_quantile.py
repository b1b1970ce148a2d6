"""pandas' quantile with the upper neighbour of the sorted table."""
# %% solution="latency_report"
def latency_report(calls):
    total = len(calls)
    if total == 0:
        raise ValueError("latency_report: the table has no rows")
    good = calls.query("status == 200")
    took = np.sort(good["done_s"].to_numpy() - good["due_s"].to_numpy()) * 1000
    percentiles = [took[int(np.ceil(len(took) * q / 100)) - 1] if len(took) else float("nan") for q in (50, 95, 99)]
    names = ("p50_ms", "p95_ms", "p99_ms")
    return {"calls": total, "error_share": np.mean(calls["status"] != 200), **dict(zip(names, percentiles))}
