"""The odds form of Bayes' rule for the second function, a dot product for the first."""
# %% solution="base_rates"
def bayes_update(prior, likelihood):
    evidence = likelihood @ prior
    if not evidence:
        raise ValueError("evidence 0")
    return likelihood / evidence * prior


def predictive_values(prevalence, sensitivity, specificity):
    odds = prevalence / (1 - prevalence)
    after_positive = odds * sensitivity / (1 - specificity)
    after_negative = odds * (1 - sensitivity) / specificity
    return np.array([after_positive / (1 + after_positive), 1 / (1 + after_negative)])
