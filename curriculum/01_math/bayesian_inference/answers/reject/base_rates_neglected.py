"""Leaves the base rate out: the likelihood made to add up to 1."""
# fails: base_rates-posterior, base_rates-impossible_data, base_rates-predictive_values
# %% solution="base_rates"
def bayes_update(prior, likelihood):
    if likelihood.sum() == 0:
        raise ValueError
    return likelihood / likelihood.sum()


def predictive_values(prevalence, sensitivity, specificity):
    prior = np.array([prevalence, 1 - prevalence])
    positive = bayes_update(prior, np.array([sensitivity, 1 - specificity]))
    negative = bayes_update(prior, np.array([1 - sensitivity, specificity]))
    return positive[0], negative[1]
