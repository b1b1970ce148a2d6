"""Looks the year up by its value in a dictionary, where the later of two equal keys overwrites the earlier."""
# fails: busiest_year-tie_goes_to_earliest
# %% solution="busiest_year"
def busiest_year(years, values):
    return dict(zip(values, years))[max(values)]
