"""Prints the answer and returns nothing."""
# fails: busiest_year-finds_year, busiest_year-tie_goes_to_earliest
# %% solution="busiest_year"
def busiest_year(years, values):
    print(years[values.index(max(values))])
