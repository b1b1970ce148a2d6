"""A random forest with small leaves, behind an imputer."""
# %% solution="train_model"
def train_model(features, is_fraud):
    from sklearn.ensemble import RandomForestClassifier
    from sklearn.impute import SimpleImputer
    from sklearn.pipeline import make_pipeline

    forest = RandomForestClassifier(25, min_samples_leaf=5, random_state=1)
    return make_pipeline(SimpleImputer(strategy="constant", fill_value=-1), forest).fit(features, is_fraud)
