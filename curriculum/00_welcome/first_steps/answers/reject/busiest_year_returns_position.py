"""Returns the position of the largest value, not the year that stands there."""
# fails: busiest_year-finds_year, busiest_year-tie_goes_to_earliest
# %% solution="busiest_year"
def busiest_year(years, values):
    return values.index(max(values))
