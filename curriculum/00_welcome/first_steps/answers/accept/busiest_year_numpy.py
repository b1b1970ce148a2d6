"""NumPy's argmax gives the first of several equal maxima; the year comes back as a NumPy integer."""
# %% solution="busiest_year"
def busiest_year(years, values):
    return np.array(years)[np.argmax(values)]
