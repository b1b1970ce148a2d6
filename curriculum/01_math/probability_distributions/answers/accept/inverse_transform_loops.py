"""One uniform number at a time, and a walk up the stairs."""
# %% solution="inverse_transform"
def sample_exponential(rate, n, rng):
    import math

    return np.array([-math.log(1 - rng.random()) / rate for _ in range(n)])


def sample_categorical(p, n, rng):
    total = sum(p)
    possible = [i for i, share in enumerate(p) if share > 0]
    sample = np.zeros(n, dtype=int)
    for j in range(n):
        u, climbed = rng.random() * total, 0.0
        for i in possible[:-1]:
            climbed += p[i]
            if u < climbed:
                break
        else:
            i = possible[-1]
        sample[j] = i
    return sample
