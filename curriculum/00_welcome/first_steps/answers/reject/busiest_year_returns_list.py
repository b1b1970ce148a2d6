"""Returns a list of all the years that share the largest value."""
# fails: busiest_year-finds_year, busiest_year-tie_goes_to_earliest
# %% solution="busiest_year"
def busiest_year(years, values):
    return [year for year, value in zip(years, values) if value == max(values)]
