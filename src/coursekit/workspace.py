"""A student's own folder: new lessons are put there, and nothing that is there is ever touched."""

import json
import shutil
from dataclasses import dataclass
from pathlib import Path

from coursekit.course import Course
from coursekit.files import digest, files_under, writing


@dataclass(frozen=True)
class Delivery:
    """What was put into `work/`. `updated` names files that stand beside an older version."""

    new: tuple[str, ...]
    updated: tuple[Path, ...]


def deliver(course: Course, slugs: tuple[str, ...]) -> Delivery:
    """Copy lessons that are new from `release/` to `work/`; put changed ones beside the old."""
    new: list[str] = []
    updated: list[Path] = []
    for slug in slugs:
        source, target = course.release / slug, course.work / slug
        with writing(target):
            is_new = not (target / f"{slug}.ipynb").exists()
            for path in files_under(source):
                destination = target / path.relative_to(source)
                if not destination.exists():
                    _copy(path, destination)
                elif path.suffix == ".ipynb":
                    beside = _beside(path, destination)
                    if beside is not None:
                        _copy(path, beside)
                        updated.append(beside)
                elif path.read_bytes() != destination.read_bytes():
                    beside = destination.with_name(f"{path.stem}.new{path.suffix}")
                    if not beside.exists():
                        _copy(path, beside)
                        updated.append(beside)
            if is_new:
                new.append(slug)
    return Delivery(tuple(new), tuple(updated))


def version_of(notebook: Path) -> str | None:
    """Return the lesson version that a notebook was released from, if it says so."""
    try:
        version = json.loads(notebook.read_text(encoding="utf-8"))["metadata"]["course"]["version"]
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return version if isinstance(version, str) else None


def write_page(path: Path, text: str) -> bool:
    """Write a generated page into `work/`, unless a person has changed the one that is there."""
    stamped = f"{text}\n<!-- generated {digest([text])[:16]} -->\n"
    if path.exists():
        body, _, tail = path.read_text(encoding="utf-8").rpartition("\n<!-- generated ")
        if tail != f"{digest([body])[:16]} -->\n":
            return False
        if body == text:
            return True
    with writing(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(stamped, encoding="utf-8")
    return True


def _beside(released: Path, mine: Path) -> Path | None:
    """Return where to put the released version beside the student's; None if it is there."""
    version = version_of(released)
    if version is None or any(version_of(p) == version for p in mine.parent.glob("*.ipynb")):
        return None
    number = 1
    while True:
        suffix = ".new.ipynb" if number == 1 else f".new-{number}.ipynb"
        candidate = mine.with_name(mine.stem + suffix)
        if not candidate.exists():
            return candidate
        number += 1


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    temporary = target.with_name(f".{target.name}.part")
    shutil.copyfile(source, temporary)
    temporary.replace(target)
