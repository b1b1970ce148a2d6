"""The probability itself, as min(1, exp of the difference); lists of lists."""
# %% solution="metropolis"
def metropolis(log_p, start, step, n, rng):
    x, log_now = start.copy(), log_p(start)
    chain, accepted = [], []
    for _ in range(n):
        candidate = rng.normal(x, step)
        log_then = log_p(candidate)
        probability = 1.0 if log_then >= log_now else np.exp(log_then - log_now)
        accepted.append(rng.uniform() < probability)
        if accepted[-1]:
            x, log_now = candidate, log_then
        chain.append(x.tolist())
    return [chain, sum(accepted) / len(accepted)]


def log_density_of_log_odds(phi, a, b):
    log_theta = phi - np.logaddexp(0, phi)
    log_rest = -phi - np.logaddexp(0, -phi)
    return a * log_theta + b * log_rest
