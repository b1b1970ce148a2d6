"""Modified Gram-Schmidt in the other loop order, on rows of the transpose."""
# %% solution="qr"
def qr(A):
    directions, R = [], np.zeros((A.shape[1], A.shape[1]))
    for j, column in enumerate(A.T):
        rest = column.copy()
        for i, direction in enumerate(directions):
            R[i, j] = direction @ rest
            rest -= R[i, j] * direction
        R[j, j] = sum(rest**2) ** 0.5
        if not R[j, j] > 1e-12 * sum(column**2) ** 0.5:
            raise np.linalg.LinAlgError(f"column {j}")
        directions.append(rest / R[j, j])
    return np.array(directions).T, R
