"""Balanced class weights: a fine ranking with probabilities far too large."""
# fails: train_model-calibrated
# %% solution="train_model"
def train_model(features: pd.DataFrame, is_fraud: np.ndarray):
    """Return a classifier with `predict_proba`, fitted to payments and their labels.

    >>> train_model(table[train], labels[train]).predict_proba(table[validation]).shape[1]
    2
    """
    model = HistGradientBoostingClassifier(
        learning_rate=0.05, max_leaf_nodes=15, min_samples_leaf=60, early_stopping=False, random_state=0, class_weight="balanced"
    )
    return model.fit(features, is_fraud)
