"""Takes the specificity for the share of the healthy who test positive."""
# fails: base_rates-predictive_values
# %% solution="base_rates"
def bayes_update(prior, likelihood):
    joint = prior * likelihood
    if joint.sum() == 0:
        raise ValueError("impossible data")
    return joint / joint.sum()


def predictive_values(prevalence, sensitivity, specificity):
    prior = np.array([prevalence, 1 - prevalence])
    positive = bayes_update(prior, np.array([sensitivity, specificity]))
    negative = bayes_update(prior, np.array([1 - sensitivity, 1 - specificity]))
    return positive[0], negative[1]
