"""Does not look at the number of columns."""
# fails: report-refuses
# %% solution="report"
class Report:
    def __init__(self, missing, robust):
        self.missing, self.robust = missing, robust

    def fit(self, X):
        columns = [c[c != self.missing] for c in X.T]
        self.measured = np.array([len(c) for c in columns])
        if self.measured.min() == 0:
            raise ValueError
        self.centre = np.array([np.median(c) if self.robust else c.mean() for c in columns])
        self.scale = np.array([mad(c) if self.robust else c.std() for c in columns])
        for j, c in enumerate(columns):
            if c.min() == c.max() or self.scale[j] == 0:
                self.scale[j] = 1.0
        return self

    def z(self, X):
        return np.where(X == self.missing, np.nan, (X - self.centre) / self.scale)
