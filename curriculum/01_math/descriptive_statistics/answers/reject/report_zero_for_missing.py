"""Fills the missing cells by 0 before the mean."""
# fails: report-learns, report-constants
# %% solution="report"
class Report:
    def __init__(self, missing, robust):
        self.missing, self.robust = missing, robust

    def fit(self, X):
        if np.any(np.all(X == self.missing, axis=0)):
            raise ValueError
        self.measured = np.sum(X != self.missing, axis=0)
        X = np.where(X == self.missing, 0.0, X)
        self.centre = np.median(X, axis=0) if self.robust else X.mean(axis=0)
        self.scale = np.array([mad(c) if self.robust else c.std() for c in X.T])
        self.scale[(X.min(axis=0) == X.max(axis=0)) | (self.scale == 0)] = 1.0
        return self

    def z(self, X):
        if X.shape[1] != len(self.centre):
            raise ValueError
        scores = (X - self.centre) / self.scale
        scores[X == self.missing] = np.nan
        return scores
