"""Drops every row in which anything is missing."""
# fails: report-learns, report-constants
# %% solution="report"
class Report:
    def __init__(self, missing, robust):
        self.missing, self.robust = missing, robust

    def fit(self, X):
        if np.any(np.all(X == self.missing, axis=0)):
            raise ValueError
        complete = X[np.all(X != self.missing, axis=1)]
        X = complete if len(complete) else np.where(X == self.missing, X.max(axis=0), X)
        self.measured = np.full(X.shape[1], len(X))
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
