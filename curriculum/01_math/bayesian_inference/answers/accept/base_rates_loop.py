"""Plain Python numbers and lists, and the table of four cases."""
# %% solution="base_rates"
def bayes_update(prior, likelihood):
    evidence = sum(p * q for p, q in zip(prior, likelihood))
    if evidence <= 0:
        raise ValueError
    return [float(p * q / evidence) for p, q in zip(prior, likelihood)]


def predictive_values(prevalence, sensitivity, specificity):
    true_positive, false_negative = prevalence * sensitivity, prevalence * (1 - sensitivity)
    true_negative, false_positive = (1 - prevalence) * specificity, (1 - prevalence) * (1 - specificity)
    return [true_positive / (true_positive + false_positive), true_negative / (true_negative + false_negative)]
