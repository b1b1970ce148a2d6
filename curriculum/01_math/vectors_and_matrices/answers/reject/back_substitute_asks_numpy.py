"""Leaves the work to a solver of numpy, one that is easily overlooked."""
# fails: back_substitute-solves
# %% solution="back_substitute"
def back_substitute(U, b):
    return np.linalg.tensorsolve(np.triu(U), b)
