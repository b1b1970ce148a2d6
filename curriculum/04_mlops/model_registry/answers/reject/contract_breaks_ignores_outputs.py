"""Looks at the inputs only."""
# fails: contract_breaks-types_and_outputs
# %% solution="contract_breaks"
def contract_breaks(champion: ModelSignature, challenger: ModelSignature | None) -> list[str]:
    if challenger is None:
        return ["the challenger has no signature"]
    known = {column.name: column for column in champion.inputs.inputs}
    breaks = []
    for column in challenger.inputs.inputs:
        old = known.get(column.name)
        if column.required and (old is None or not old.required):
            breaks.append(f"callers need not send {column.name}, the challenger requires it")
        elif old is not None and old.type != column.type:
            breaks.append(f"{column.name} changes from {old.type} to {column.type}")
    return breaks
