"""Makes the rows of the caller's tables unit vectors."""


# fails: cosine_similarities-values
# %% solution="cosine_similarities"
def cosine_similarities(X, Z):
    for table in (X, Z):
        lengths = np.linalg.norm(table, axis=1, keepdims=True)
        lengths[lengths == 0] = 1.0
        table /= lengths
    return X @ Z.T
