"""Uses the lesson's list of sunspot years instead of the list that it is given."""
# fails: busiest_year-finds_year, busiest_year-tie_goes_to_earliest
# %% solution="busiest_year"
def busiest_year(first_argument, values):
    return years[values.index(max(values))]
