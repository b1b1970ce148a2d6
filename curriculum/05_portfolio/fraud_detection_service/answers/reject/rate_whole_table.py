"""The colleague's code: the mean over all labels, own and later ones included."""
# fails: known_fraud_rate-values, known_fraud_rate-only_known_labels
# %% solution="known_fraud_rate"
def known_fraud_rate(transactions, key, delay_days=7, window_days=28, strength=50.0):
    return transactions.groupby(key)["is_fraud"].transform("mean")
