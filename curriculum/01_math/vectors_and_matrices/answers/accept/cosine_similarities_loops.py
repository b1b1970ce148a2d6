"""Two loops, lists, and a test for zero."""
# %% solution="cosine_similarities"
def cosine_similarities(X, Z):
    table = []
    for x in X:
        row = []
        for z in Z:
            length = sum(v * v for v in x) ** 0.5 * sum(v * v for v in z) ** 0.5
            row.append(0.0 if length == 0 else sum(a * b for a, b in zip(x, z)) / length)
        table.append(row)
    return table
