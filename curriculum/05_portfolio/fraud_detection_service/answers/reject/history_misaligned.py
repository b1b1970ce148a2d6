"""Takes the rolling counts, which are ordered by card, as if they were in order of time."""
# fails: history_features-values, history_features-uses_only_the_past
# %% solution="history_features"
def history_features(transactions: pd.DataFrame) -> pd.DataFrame:
    """Return each payment's features from its card's earlier payments, on the same index.

    >>> history_features(tiny)["amount_ratio"].tolist()
    [nan, nan, 3.0, 3.0]
    """
    by_card = transactions.groupby("card")
    features = pd.DataFrame(index=transactions.index)
    features["hours_since_last"] = by_card["time"].diff() / pd.Timedelta("1h")
    visits = transactions.groupby(["card", "merchant"]).cumcount()
    features["new_merchant"] = (visits == 0).astype(int)
    n_before = by_card.cumcount()
    spent_before = by_card["amount"].cumsum() - transactions["amount"]
    features["amount_ratio"] = transactions["amount"] / (spent_before / n_before.where(n_before > 0))
    ordered = transactions.sort_values(["card", "time"])
    window = ordered.groupby("card").rolling("24h", on="time", closed="left")["amount"]
    features["n_24h"] = window.count().fillna(0).to_numpy()
    return features
