"""Learns from as many honest payments as frauds, and believes that half are frauds."""
# fails: train_model-ranks, train_model-calibrated
# %% solution="train_model"
def train_model(features: pd.DataFrame, is_fraud: np.ndarray):
    """Return a classifier with `predict_proba`, fitted to payments and their labels.

    >>> train_model(table[train], labels[train]).predict_proba(table[validation]).shape[1]
    2
    """
    model = HistGradientBoostingClassifier(
        learning_rate=0.05, max_leaf_nodes=15, min_samples_leaf=60, early_stopping=False, random_state=0
    )
    rng = np.random.default_rng(0)
    frauds = np.flatnonzero(is_fraud == 1)
    keep = np.concatenate([frauds, rng.choice(np.flatnonzero(is_fraud == 0), len(frauds), replace=False)])
    return model.fit(features.iloc[keep], np.asarray(is_fraud)[keep])
