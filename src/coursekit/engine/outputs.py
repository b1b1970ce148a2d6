"""Outputs of a cell in nbformat's form, as both sides of the engine write and read them."""

from typing import Any

Output = dict[str, Any]

TAMPERED = "TamperedTestsError"
"""The name of the error in a graded cell whose tests were not what they should be."""


def error_output(name: str, message: str) -> Output:
    """Return an error as it stands in a notebook."""
    return {"output_type": "error", "ename": name, "evalue": message, "traceback": [f"{name}: {message}"]}


def has_error(outputs: list[Output]) -> bool:
    """Tell whether the cell with these outputs raised."""
    return any(output["output_type"] == "error" for output in outputs)
