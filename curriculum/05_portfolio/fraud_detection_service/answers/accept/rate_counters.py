"""Counts with dictionaries, day by day, in pure Python."""
# %% solution="known_fraud_rate"
def known_fraud_rate(transactions, key, delay_days=7, window_days=28, strength=50.0):
    days = [moment.toordinal() for moment in transactions["time"]]
    keys = transactions[key].tolist()
    frauds = transactions["is_fraud"].tolist()
    tables = {}
    for today in set(days):
        n, f = {}, {}
        total = bad = 0
        for day, name, fraud in zip(days, keys, frauds):
            if delay_days <= today - day <= delay_days + window_days - 1:
                total += 1
                bad += fraud
                n[name] = n.get(name, 0) + 1
                f[name] = f.get(name, 0) + fraud
        tables[today] = (total, bad, n, f)
    rates = []
    for day, name in zip(days, keys):
        total, bad, n, f = tables[day]
        p = bad / total if total else float("nan")
        rates.append((f.get(name, 0) + strength * p) / (n.get(name, 0) + strength))
    return pd.Series(rates, index=transactions.index)
