"""Plain lists, one cell at a time; the missing marker is asked first."""
# %% solution="report"
class Report:
    def __init__(self, missing, robust):
        self.missing = missing
        self.robust = robust

    def fit(self, X):
        self.measured, self.centre, self.scale = [], [], []
        for j in range(X.shape[1]):
            values = np.array([v for v in X[:, j] if v != self.missing])
            if len(values) == 0:
                raise ValueError("column " + str(j))
            spread = mad(values) if self.robust else np.sqrt(np.mean((values - values.mean()) ** 2))
            if all(values == values[0]) or spread == 0:
                spread = 1.0
            self.measured.append(len(values))
            self.centre.append(np.median(values) if self.robust else np.mean(values))
            self.scale.append(spread)
        return self

    def z(self, X):
        if X.shape[1] != len(self.centre):
            raise ValueError("columns")
        return np.array(
            [
                [np.nan if v == self.missing else (v - c) / s for v, c, s in zip(row, self.centre, self.scale)]
                for row in X
            ]
        )
