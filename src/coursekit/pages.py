"""Filling the page templates; everything a student wrote is escaped."""

from typing import Any


def render(template: str, **values: Any) -> str:
    """Return the page made from a template of `templates/`."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(loader=PackageLoader("coursekit"), autoescape=True, undefined=StrictUndefined)
    return environment.get_template(template).render(**values)
