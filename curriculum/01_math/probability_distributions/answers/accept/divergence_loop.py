"""Term by term, with the math module; KL as cross-entropy less entropy."""
# %% solution="divergence"
def entropy(counts):
    import math

    total = float(sum(counts))
    return sum(-c / total * math.log(c / total) for c in counts if c)


def kl_divergence(p_counts, q_counts):
    import math

    if len(p_counts) != len(q_counts):
        raise ValueError("not the same letters")
    p_total, q_total, cross = float(sum(p_counts)), float(sum(q_counts)), 0.0
    for a, b in zip(p_counts, q_counts):
        if a and not b:
            return math.inf
        if a:
            cross -= a / p_total * math.log(b / q_total)
    return cross - entropy(p_counts)
