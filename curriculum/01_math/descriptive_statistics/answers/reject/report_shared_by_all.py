"""Keeps what was learned in the class, where all reports share it."""


# fails: report-training_only
# %% solution="report"
class Report:
    def __init__(self, missing, robust):
        self.missing, self.robust = missing, robust

    def fit(self, X):
        columns = [column[column != self.missing] for column in X.T]
        constant = np.array([column.min() == column.max() for column in columns])
        centre, spread = (np.median, mad) if self.robust else (np.mean, np.std)
        Report.measured = np.array([len(column) for column in columns])
        Report.centre = np.array([centre(column) for column in columns])
        scale = np.array([spread(column) for column in columns])
        scale[constant | (scale == 0)] = 1.0
        Report.scale = scale
        return self

    def z(self, X):
        if X.shape[1] != len(self.centre):
            raise ValueError("another number of columns")
        return np.where(X == self.missing, np.nan, (X - self.centre) / self.scale)
