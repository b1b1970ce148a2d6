"""Solves the normal equations by elimination."""
# fails: least_squares-nearly_dependent, least_squares-dependent
# %% solution="least_squares"
def least_squares(X, y):
    U, _ = row_echelon(np.column_stack([X.T @ X, X.T @ y]), 0.0)
    with np.errstate(all="ignore"):
        return back_substitute(U[:, :-1], U[:, -1])
