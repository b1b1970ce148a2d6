"""Starts the search from a value of 0, so that all-negative values never win."""
# fails: busiest_year-finds_year
# %% solution="busiest_year"
def busiest_year(years, values):
    best_value = 0
    best_year = years[0]
    for year, value in zip(years, values):
        if value > best_value:
            best_value = value
            best_year = year
    return best_year
