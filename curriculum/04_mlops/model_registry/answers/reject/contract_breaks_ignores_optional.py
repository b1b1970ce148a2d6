"""Asks only whether a column is known, not whether every caller sends it."""
# fails: contract_breaks-required_columns
# %% solution="contract_breaks"
def contract_breaks(champion: ModelSignature, challenger: ModelSignature | None) -> list[str]:
    if challenger is None:
        return ["the challenger has no signature"]
    known = {column.name: column for column in champion.inputs.inputs}
    breaks = []
    for column in challenger.inputs.inputs:
        old = known.get(column.name)
        if column.required and old is None:
            breaks.append(f"callers need not send {column.name}, the challenger requires it")
        elif old is not None and old.type != column.type:
            breaks.append(f"{column.name} changes from {old.type} to {column.type}")
    if challenger.outputs != champion.outputs:
        breaks.append("the outputs differ")
    return breaks
