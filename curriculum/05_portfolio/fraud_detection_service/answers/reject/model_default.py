"""The classifier as it comes: its leaves follow single frauds."""
# fails: train_model-ranks
# %% solution="train_model"
def train_model(features, is_fraud):
    return HistGradientBoostingClassifier(random_state=0).fit(features, is_fraud)
