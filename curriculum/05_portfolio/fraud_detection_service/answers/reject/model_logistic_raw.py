"""A logistic regression on the raw columns: bursts and ratios are not linear."""
# fails: train_model-ranks
# %% solution="train_model"
def train_model(features, is_fraud):
    from sklearn.impute import SimpleImputer
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler

    return make_pipeline(SimpleImputer(), StandardScaler(), LogisticRegression()).fit(features, is_fraud)
