"""Sorts and takes the rank, in pure Python."""
# %% solution="latency_report"
def latency_report(calls):
    if len(calls) == 0:
        raise ValueError("no calls")
    took = sorted(
        (done - due) * 1e3
        for due, done, status in zip(calls["due_s"], calls["done_s"], calls["status"])
        if status == 200
    )
    n = len(took)
    report = {"calls": len(calls), "error_share": (len(calls) - n) / len(calls)}
    for q in (50, 95, 99):
        rank = (q * n + 99) // 100
        report["p%d_ms" % q] = took[rank - 1] if n else np.nan
    return report
