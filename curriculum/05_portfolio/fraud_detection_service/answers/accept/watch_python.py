"""Days counted with datetime, and slices for the alarm."""
# %% solution="weekly_watch"
def weekly_watch(log, reference, columns, now, delay_days=7):
    mondays = [t.to_pydatetime().date() - timedelta(days=t.weekday()) for t in log["time"]]
    table = {}
    for monday in sorted(set(mondays)):
        start = pd.Timestamp(monday)
        age = (now - start) / pd.Timedelta(days=1)
        if age < 7:
            continue
        week_log = log[[m == monday for m in mondays]]
        lost = caught = 0.0
        for euros, reviewed, fraud in zip(week_log["amount"], week_log["reviewed"], week_log["is_fraud"]):
            if fraud and reviewed:
                caught += euros
            elif fraud:
                lost += euros
        known = age >= 7 + delay_days and lost + caught > 0
        values = [psi(reference[name].to_numpy(), week_log[name].to_numpy()) for name in columns]
        table[start] = [*values, lost / (lost + caught) if known else None]
    names = ["psi_" + name for name in columns] + ["missed"]
    return pd.DataFrame.from_dict(table, orient="index", columns=names, dtype=float)


def alarm(values, limit, patience):
    return [
        i + 1 >= patience and all(value > limit for value in values[i + 1 - patience : i + 1])
        for i in range(len(values))
    ]
