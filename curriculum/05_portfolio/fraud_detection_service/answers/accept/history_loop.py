"""One pass in pure Python, with a memory per card."""
# %% solution="history_features"
def history_features(transactions):
    memory = {}
    rows = []
    for row in transactions.itertuples():
        times, amounts, merchants = memory.setdefault(row.card, ([], [], set()))
        rows.append(
            {
                "hours_since_last": (row.time - times[-1]).total_seconds() / 3600 if times else None,
                "new_merchant": row.merchant not in merchants,
                "amount_ratio": row.amount / (sum(amounts) / len(amounts)) if amounts else float("nan"),
                "n_24h": sum(row.time - moment <= timedelta(days=1) for moment in times[-80:]),
            }
        )
        times.append(row.time)
        amounts.append(row.amount)
        merchants.add(row.merchant)
    return pd.DataFrame(rows, index=transactions.index)
