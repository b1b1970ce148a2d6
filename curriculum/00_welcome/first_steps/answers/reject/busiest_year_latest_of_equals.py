"""Lets an equal value replace the best so far: the latest of the tied years."""
# fails: busiest_year-tie_goes_to_earliest
# %% solution="busiest_year"
def busiest_year(years, values):
    best = 0
    for i in range(len(values)):
        if values[i] >= values[best]:
            best = i
    return years[best]
