"""Sums per distinct score with pandas, cumulated from the top."""
# %% solution="cheapest_threshold"
def policy_cost(reviewed, amount, is_fraud, review_cost):
    return np.where(reviewed, review_cost, amount * is_fraud).sum()


def cheapest_threshold(score, amount, is_fraud, review_cost):
    gain = pd.Series(amount * is_fraud - review_cost).groupby(np.asarray(score)).sum()
    total = gain.sort_index(ascending=False).cumsum()
    return float(total.idxmax()) if total.max() > 0 else np.inf
