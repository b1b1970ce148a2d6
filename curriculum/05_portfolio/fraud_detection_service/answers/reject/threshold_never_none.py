"""Always reviews at least one payment."""
# fails: cheapest_threshold-threshold
# %% solution="cheapest_threshold"
def policy_cost(
    reviewed: np.ndarray, amount: np.ndarray, is_fraud: np.ndarray, review_cost: float
) -> float:
    """Return the euros spent on reviews plus the euros lost to frauds that were not reviewed.

    >>> policy_cost(np.array([True, False]), np.array([50.0, 70.0]), np.array([1, 1]), 5.0)
    75.0
    """
    reviewed = np.asarray(reviewed, dtype=bool)
    return float(review_cost * reviewed.sum() + (amount * is_fraud)[~reviewed].sum())


def cheapest_threshold(
    score: np.ndarray, amount: np.ndarray, is_fraud: np.ndarray, review_cost: float
) -> float:
    """Return a threshold on `score` with the least cost; payments at or above it are reviewed.

    >>> cheapest_threshold(np.array([0.9, 0.1]), np.array([50.0, 70.0]), np.array([1, 0]), 5.0)
    0.9
    """
    order = np.argsort(-score)
    saved = np.cumsum((amount * is_fraud)[order] - review_cost)
    ends = np.append(np.flatnonzero(np.diff(score[order])), len(score) - 1)
    best = ends[np.argmax(saved[ends])]
    return float(score[order][best])
