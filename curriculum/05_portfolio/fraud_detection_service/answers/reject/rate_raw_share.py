"""No pull towards the overall rate."""
# fails: known_fraud_rate-values
# %% solution="known_fraud_rate"
def known_fraud_rate(
    transactions: pd.DataFrame,
    key: str,
    delay_days: int = 7,
    window_days: int = 28,
    strength: float = 50.0,
) -> pd.Series:
    """Return, per payment, the fraud rate of its key from the labels known at the start of its day.

    >>> known_fraud_rate(four_days, "merchant", delay_days=1, window_days=2, strength=2.0).iloc[-1]
    0.375
    """
    midnight = transactions["time"].dt.normalize()
    day = (midnight - midnight.min()).dt.days
    rate = pd.Series(np.nan, index=transactions.index)
    labelled = transactions[[key, "is_fraud"]]
    for today in day.unique():
        newest = today - delay_days
        known = labelled[(day <= newest) & (day > newest - window_days)]
        if known.empty:
            continue
        overall = known["is_fraud"].mean()
        counts = known.groupby(key)["is_fraud"].agg(["sum", "count"])
        table = counts["sum"] / counts["count"]
        rate[day == today] = transactions.loc[day == today, key].map(table).fillna(overall)
    return rate
