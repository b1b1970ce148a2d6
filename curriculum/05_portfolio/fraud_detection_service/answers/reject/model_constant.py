"""Gives every payment the share of frauds: calibrated, and of no use."""
# fails: train_model-ranks, train_model-calibrated
# %% solution="train_model"
def train_model(features, is_fraud):
    from sklearn.dummy import DummyClassifier

    return DummyClassifier(strategy="prior").fit(features, is_fraud)
