"""The missing cells become nan at once, and the nan-functions of NumPy do the rest."""
# %% solution="report"
class Report:
    def __init__(self, missing, robust):
        self.missing = missing
        self.robust = robust

    def _with_nan(self, X):
        X = np.array(X, dtype=float)
        X[X == self.missing] = np.nan
        return X

    def fit(self, X):
        X = self._with_nan(X)
        self.measured = np.sum(~np.isnan(X), axis=0)
        if np.any(self.measured == 0):
            raise ValueError("nothing measured")
        if self.robust:
            self.centre = np.nanmedian(X, axis=0)
            scale = 1.4826 * np.nanmedian(np.abs(X - self.centre), axis=0)
        else:
            self.centre = np.nanmean(X, axis=0)
            scale = np.nanstd(X, axis=0)
        flat = np.nanmax(X, axis=0) == np.nanmin(X, axis=0)
        self.scale = np.where(flat | (scale == 0), 1.0, scale)
        return self

    def z(self, X):
        if X.shape[1] != self.centre.size:
            raise ValueError("columns")
        return (self._with_nan(X) - self.centre) / self.scale
