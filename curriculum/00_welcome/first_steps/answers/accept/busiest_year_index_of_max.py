"""Looks up the position of the largest value."""
# %% solution="busiest_year"
def busiest_year(years, values):
    return years[values.index(max(values))]
