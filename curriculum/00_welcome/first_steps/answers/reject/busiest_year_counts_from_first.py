"""Assumes that the years follow one another without gaps."""
# fails: busiest_year-finds_year
# %% solution="busiest_year"
def busiest_year(years, values):
    return years[0] + values.index(max(values))
