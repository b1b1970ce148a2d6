"""Helper functions with the plainest names, used to the end."""


# %% solution="cosine_similarities"
def length(v):
    return np.sqrt(dot(v, v))


def dot(u, v):
    return sum(u * v)


def cosine(u, v):
    product = length(u) * length(v)
    return dot(u, v) / product if product > 0 else 0.0


def cosine_similarities(X, Z):
    return np.array([[cosine(x, z) for z in Z] for x in X])


# %% solution="back_substitute"
def solve(U, b, n):
    x = np.zeros(n)
    for i in range(n - 1, -1, -1):
        x[i] = (b[i] - dot(U[i, i + 1 :], x[i + 1 :])) / U[i, i]
    return x


def back_substitute(U, b):
    return solve(U, b, len(b))


# %% solution="row_echelon"
def size(column):
    return np.abs(column).max(initial=0.0)


def swap(U, k, p):
    U[[k, p]] = U[[p, k]]


def row_echelon(A, tol):
    U = np.array(A, dtype=float)
    pivots = []
    for j in range(U.shape[1]):
        k = len(pivots)
        if size(U[k:, j]) > tol:
            swap(U, k, k + int(np.argmax(np.abs(U[k:, j]))))
            U[k + 1 :] -= np.outer(U[k + 1 :, j] / U[k, j], U[k])
            pivots.append(j)
    return U, pivots


# %% solution="null_space"
def free(n, pivots):
    return [j for j in range(n) if j not in pivots]


def formula(U, pivots, j):
    x = np.zeros(U.shape[1])
    x[j] = 1.0
    x[pivots] = back_substitute(U[: len(pivots), pivots], -U[: len(pivots), j])
    return x


def null_space(U, pivots):
    n = U.shape[1]
    return np.array([formula(U, pivots, j) for j in free(n, pivots)]).reshape(-1, n).T


# %% solution="qr"
def shift(v, q):
    return dot(q, v), v - dot(q, v) * q


def factorise(A):
    Q, R = np.array(A, dtype=float), np.zeros((A.shape[1], A.shape[1]))
    for j in range(len(R)):
        for i in range(j):
            R[i, j], Q[:, j] = shift(Q[:, j], Q[:, i])
        R[j, j] = length(Q[:, j])
        if R[j, j] <= 1e-12 * length(A[:, j]):
            raise np.linalg.LinAlgError(f"column {j}")
        Q[:, j] /= R[j, j]
    return Q, R


def qr(A):
    return factorise(A)


# %% solution="least_squares"
def gaps(X):
    kept = []
    for j in range(X.shape[1]):
        try:
            factorise(X[:, [*kept, j]])
            kept.append(j)
        except np.linalg.LinAlgError:
            pass
    return kept


def fit(X, y):
    Q, R = factorise(X)
    return solve(R, np.array([dot(q, y) for q in Q.T]), X.shape[1])


def least_squares(X, y):
    w, kept = np.zeros(X.shape[1]), gaps(X)
    w[kept] = fit(X[:, kept], y)
    return w
