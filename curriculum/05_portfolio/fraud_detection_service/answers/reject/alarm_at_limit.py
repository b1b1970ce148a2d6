"""A value at the limit counts as above it."""
# fails: weekly_watch-alarm
# %% solution="weekly_watch"
def weekly_watch(
    log: pd.DataFrame,
    reference: pd.DataFrame,
    columns: list[str],
    now: pd.Timestamp,
    delay_days: int = 7,
) -> pd.DataFrame:
    """Return one row per finished week: the PSI of each column, and the share of fraud euros missed."""
    day = log["time"].dt.normalize()
    monday = day - pd.to_timedelta(day.dt.day_of_week, unit="D")
    rows = {}
    for start, group in log.groupby(monday):
        end = start + pd.Timedelta(days=7)
        if end > now:
            continue
        row = {f"psi_{name}": psi(reference[name], group[name]) for name in columns}
        stolen = group["amount"] * group["is_fraud"]
        known = end + pd.Timedelta(days=delay_days) <= now
        missed = stolen[~group["reviewed"].astype(bool)].sum()
        row["missed"] = missed / stolen.sum() if known and stolen.sum() > 0 else np.nan
        rows[start] = row
    names = [*(f"psi_{name}" for name in columns), "missed"]
    return pd.DataFrame.from_dict(rows, orient="index", columns=names)


def alarm(values, limit: float, patience: int) -> list[bool]:
    """Return, per value, whether it and the `patience - 1` before it are all above `limit`.

    >>> alarm([0.1, 0.3, 0.4, 0.1], limit=0.2, patience=2)
    [False, False, True, False]
    """
    in_a_row, out = 0, []
    for value in values:
        in_a_row = in_a_row + 1 if value >= limit else 0
        out.append(in_a_row >= patience)
    return out
