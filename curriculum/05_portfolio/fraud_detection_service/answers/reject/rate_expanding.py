"""Shifts by one payment and forgets that labels come late."""
# fails: known_fraud_rate-values, known_fraud_rate-only_known_labels
# %% solution="known_fraud_rate"
def known_fraud_rate(transactions, key, delay_days=7, window_days=28, strength=50.0):
    groups = transactions.groupby(key)["is_fraud"]
    return (groups.cumsum() - transactions["is_fraud"]) / groups.cumcount()
