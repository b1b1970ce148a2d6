"""Takes small evidence for none."""
# fails: base_rates-impossible_data
# %% solution="base_rates"
def bayes_update(prior, likelihood):
    joint = prior * likelihood
    if np.isclose(joint.sum(), 0):
        raise ValueError
    return joint / joint.sum()


def predictive_values(prevalence, sensitivity, specificity):
    prior = np.array([prevalence, 1 - prevalence])
    positive = bayes_update(prior, np.array([sensitivity, 1 - specificity]))
    negative = bayes_update(prior, np.array([1 - sensitivity, specificity]))
    return positive[0], negative[1]
