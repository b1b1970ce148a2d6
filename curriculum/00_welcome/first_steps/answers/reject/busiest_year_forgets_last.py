"""Stops the search one year early."""
# fails: busiest_year-finds_year
# %% solution="busiest_year"
def busiest_year(years, values):
    best = 0
    for i in range(len(values) - 1):
        if values[i] > values[best]:
            best = i
    return years[best]
