"""A new lesson: its folder, a skeleton that passes the format checks, and its line in the list."""

import re
from pathlib import Path

from coursekit.course import Course
from coursekit.errors import CourseError
from coursekit.files import write_if_changed

_SKELETON = Path(__file__).parent / "templates" / "lesson.py.txt"


def new_lesson(course: Course, folder: str, slug: str) -> Path:
    """Make the lesson `slug` in the module `folder`; return its file."""
    modules = {module.folder: module for module in course.modules}
    if folder not in modules:
        raise CourseError(f"there is no module '{folder}'", remedy=f"the modules are {', '.join(modules)}")
    if not re.fullmatch(r"[a-z][a-z0-9]*(_[a-z0-9]+)*", slug):
        raise CourseError(f"'{slug}' is not a slug", remedy="use lower-case words joined by underscores")
    if slug in course.slugs:
        raise CourseError(f"the lesson '{slug}' exists", remedy="choose another slug")
    if slug in course.planned and slug not in modules[folder].planned:
        raise CourseError(
            f"'{slug}' is planned in another module",
            remedy=f"use course new {course.module_of(slug).folder} {slug}",
        )
    path = course.curriculum / folder / slug / f"{slug}.py"
    if path.exists():
        raise CourseError("the file exists", remedy="list its slug in curriculum.toml", file=path)
    text = _SKELETON.read_text(encoding="utf-8").replace("SLUG", slug)
    write_if_changed(path, text.replace("TITLE", slug.replace("_", " ").capitalize()))
    listing = course.curriculum / "curriculum.toml"
    write_if_changed(listing, _listed(listing.read_text(encoding="utf-8"), folder, slug))
    return path


def _listed(text: str, folder: str, slug: str) -> str:
    """Return curriculum.toml with the slug moved from planned, if it was, to lessons."""
    start = text.index(f'folder = "{folder}"')
    end = text.find("[[module]]", start)
    block = text[start:] if end < 0 else text[start:end]
    planned = re.search(r"planned\s*=\s*\[(.*?)\]", block, re.DOTALL)
    new = block
    if planned is not None and f'"{slug}"' in planned[1]:
        without = re.sub(rf'\s*"{slug}",?', "", planned[1])
        new = block.replace(planned[1], without)
    match = re.search(r"lessons\s*=\s*\[(.*?)\]", new, re.DOTALL)
    if match is None:
        raise CourseError(f"the module '{folder}' has no list of lessons", remedy="add lessons = [] to it")
    listed = [*re.findall(r'"([^"]+)"', match[1]), slug]
    lines = "".join(f'    "{name}",\n' for name in listed)
    new = new[: match.start()] + f"lessons = [\n{lines}]" + new[match.end() :]
    return text[:start] + new + ("" if end < 0 else text[end:])
