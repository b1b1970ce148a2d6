"""One proposal at a time."""
# %% solution="rejection"
def rejection_sample(f, g, propose, M, n, rng):
    sample = []
    while len(sample) < n:
        x = propose(1, rng)
        ratio = f(x)[0] / (M * g(x)[0])
        if ratio > 1:
            raise ValueError("M is too small")
        if rng.random() < ratio:
            sample.append(float(x[0]))
    return np.array(sample)
