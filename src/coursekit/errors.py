"""The one error that a user may see: what is wrong, where, and what to do about it."""

from pathlib import Path


class CourseError(Exception):
    """A fault that is the user's to mend, said in one line.

    Args:
        fault: what is wrong, as a clause without a full stop.
        remedy: what to do, as a clause without a full stop.
        file: the file concerned, if there is one.
        line: the 1-based line in that file.
    """

    def __init__(self, fault: str, *, remedy: str, file: Path | None = None, line: int | None = None) -> None:
        self.fault = fault
        self.remedy = remedy
        self.file = file
        self.line = line
        super().__init__(str(self))

    def __str__(self) -> str:
        place = ""
        if self.file is not None:
            place = f"{_shown(self.file)}:{self.line}: " if self.line else f"{_shown(self.file)}: "
        return f"{place}{self.fault}; {self.remedy}."


def _shown(path: Path) -> str:
    """Return `path` relative to the working directory where it lies inside it."""
    try:
        return str(path.resolve().relative_to(Path.cwd()))
    except ValueError:
        return str(path)
