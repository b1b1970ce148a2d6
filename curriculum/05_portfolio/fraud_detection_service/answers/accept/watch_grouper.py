"""pandas' weekly grouper, and a rolling minimum for the alarm."""
# %% solution="weekly_watch"
def weekly_watch(log, reference, columns, now, delay_days=7):
    out = []
    for monday, part in log.groupby(pd.Grouper(key="time", freq="W-MON", closed="left", label="left")):
        over = monday + pd.DateOffset(weeks=1)
        if part.empty or over > now:
            continue
        frauds = part[part["is_fraud"] == 1]
        total = frauds["amount"].sum()
        missed = float("nan")
        if len(frauds) and now >= over + pd.DateOffset(days=delay_days):
            missed = 1 - frauds.loc[frauds["reviewed"], "amount"].sum() / total
        out.append({"monday": monday, "missed": missed} | {f"psi_{c}": psi(reference[c], part[c]) for c in columns})
    return pd.DataFrame(out).set_index("monday")


def alarm(values, limit, patience):
    above = pd.Series(np.asarray(values, dtype=float) > limit, dtype=float)
    return (above.rolling(patience).min() == 1).tolist()
