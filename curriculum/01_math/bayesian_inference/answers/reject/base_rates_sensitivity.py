"""Answers with sensitivity and specificity: the condition the wrong way round."""
# fails: base_rates-predictive_values
# %% solution="base_rates"
def bayes_update(prior, likelihood):
    joint = prior * likelihood
    if joint.sum() == 0:
        raise ValueError("impossible data")
    return joint / joint.sum()


def predictive_values(prevalence, sensitivity, specificity):
    return sensitivity, specificity
