"""Works with sets of names, one rule after the other; reports a column that is wrong twice, twice."""
# %% solution="contract_breaks"
def contract_breaks(champion, challenger):
    if challenger is None:
        return ["no signature"]
    guaranteed = {c.name for c in champion.inputs.inputs if c.required}
    required = {c.name for c in challenger.inputs.inputs if c.required}
    old_types = {c.name: c.type for c in champion.inputs.inputs}
    new_types = {c.name: c.type for c in challenger.inputs.inputs}
    problems = [f"{name}: not every caller sends it" for name in sorted(required - guaranteed)]
    for name in sorted(old_types.keys() & new_types.keys()):
        if old_types[name] != new_types[name]:
            problems.append(f"{name}: {old_types[name]} becomes {new_types[name]}")
    if champion.outputs != challenger.outputs:
        problems.append("Outputs changed")
    return problems
