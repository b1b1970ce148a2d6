"""Counts the payments of all cards in the last 24 hours."""
# fails: history_features-values
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
    ordered = transactions
    window = ordered.rolling("24h", on="time", closed="left")["amount"]
    features["n_24h"] = pd.Series(window.count().to_numpy(), index=ordered.index).fillna(0).astype(int)
    return features
