"""Looks for each column in a second loop, and compares names of types."""
# %% solution="contract_breaks"
def contract_breaks(champion, challenger):
    problems = []
    if challenger is None:
        problems.append("a Signature is missing")
        return problems
    for new in challenger.inputs.inputs:
        sent_by_all = False
        retyped = False
        for old in champion.inputs.inputs:
            if old.name == new.name:
                sent_by_all = old.required
                retyped = old.type.name != new.type.name
        if retyped:
            problems.append("type of " + new.name)
        elif new.required and not sent_by_all:
            problems.append("needs " + new.name)
    if not champion.outputs == challenger.outputs:
        problems.append("outputs")
    return problems
