"""The course's folders, its modules and lessons in order, and the roadmap's skills."""

import tomllib
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from coursekit.errors import CourseError


@dataclass(frozen=True)
class Module:
    """One numbered folder of the curriculum."""

    folder: str
    title: str
    step: int
    lessons: tuple[str, ...]
    planned: tuple[str, ...]


@dataclass(frozen=True)
class Skill:
    """One skill of the roadmap; `lesson` is the slug of the lesson that teaches it."""

    id: str
    title: str
    step: int
    lesson: str


@dataclass(frozen=True)
class Step:
    """One step of the roadmap."""

    number: int
    title: str
    months: str
    skills: tuple[Skill, ...]


@dataclass(frozen=True)
class Course:
    """A course folder: where everything is, and what is taught in which order.

    Args:
        root: the folder that holds `source/`, `submitted/`, `gradebook.db` and the rest.
        home: where the settings and the cache are, if not in `root` (a sample class, say).
    """

    root: Path
    home: Path | None = None

    @property
    def config_file(self) -> Path:
        return (self.home or self.root) / "nbgrader_config.py"

    @property
    def curriculum(self) -> Path:
        return self.root / "curriculum"

    @property
    def source(self) -> Path:
        return self.root / "source"

    @property
    def release(self) -> Path:
        return self.root / "release"

    @property
    def work(self) -> Path:
        return self.root / "work"

    @property
    def submitted(self) -> Path:
        return self.root / "submitted"

    @property
    def autograded(self) -> Path:
        return self.root / "autograded"

    @property
    def feedback(self) -> Path:
        return self.root / "feedback"

    @property
    def gradebook(self) -> Path:
        return self.root / "gradebook.db"

    @property
    def cache(self) -> Path:
        """Derived files of the tool: hashes, executed notebooks, the self-paced gradebook."""
        return (self.home or self.root) / ".course"

    @property
    def reports(self) -> Path:
        return self.root / "reports"

    @cached_property
    def modules(self) -> tuple[Module, ...]:
        path = self.curriculum / "curriculum.toml"
        modules = []
        seen: set[str] = set()
        for entry in _read_toml(path).get("module", []):
            try:
                module = Module(
                    folder=entry["folder"],
                    title=entry["title"],
                    step=entry["step"],
                    lessons=tuple(entry["lessons"]),
                    planned=tuple(entry.get("planned", [])),
                )
            except KeyError as error:
                raise CourseError(
                    f"a [[module]] lacks {error}",
                    remedy="give it folder, title, step and lessons",
                    file=path,
                ) from None
            for slug in (*module.lessons, *module.planned):
                if slug in seen:
                    raise CourseError(
                        f"the slug '{slug}' is listed twice",
                        remedy="slugs are unique in the course: rename or remove one",
                        file=path,
                    )
                seen.add(slug)
            modules.append(module)
        return tuple(modules)

    @cached_property
    def steps(self) -> tuple[Step, ...]:
        path = self.curriculum / "roadmap.toml"
        steps = []
        for entry in _read_toml(path).get("step", []):
            number = entry["number"]
            skills = tuple(
                Skill(id=skill["id"], title=skill["title"], step=number, lesson=skill["lesson"])
                for skill in entry.get("skill", [])
            )
            steps.append(Step(number, entry["title"], entry["months"], skills))
        return tuple(steps)

    @property
    def skills(self) -> dict[str, Skill]:
        return {skill.id: skill for step in self.steps for skill in step.skills}

    @property
    def slugs(self) -> tuple[str, ...]:
        """The slugs of the lessons that exist, in the order of study."""
        return tuple(slug for module in self.modules for slug in module.lessons)

    @property
    def planned(self) -> tuple[str, ...]:
        return tuple(slug for module in self.modules for slug in module.planned)

    def module_of(self, slug: str) -> Module:
        for module in self.modules:
            if slug in module.lessons or slug in module.planned:
                return module
        raise self.unknown(slug)

    def lesson_folder(self, slug: str) -> Path:
        return self.curriculum / self.module_of(slug).folder / slug

    def lesson_file(self, slug: str) -> Path:
        return self.lesson_folder(slug) / f"{slug}.py"

    def select(self, slugs: list[str] | None) -> tuple[str, ...]:
        """Return the lessons named, or all; refuse a name that is no lesson."""
        if not slugs:
            return self.slugs
        for slug in slugs:
            if slug not in self.slugs:
                raise self.unknown(slug)
        return tuple(slugs)

    def unknown(self, slug: str) -> CourseError:
        from difflib import get_close_matches

        if slug in self.planned:
            return CourseError(
                f"the lesson '{slug}' is planned but not written yet",
                remedy=f"the lessons there are: {', '.join(self.slugs)}",
            )
        close = get_close_matches(slug, self.slugs, n=1)
        remedy = f"did you mean '{close[0]}'" if close else f"the lessons there are: {', '.join(self.slugs)}"
        return CourseError(f"there is no lesson '{slug}'", remedy=remedy)


def find_course(start: Path | None = None) -> Course:
    """Return the course whose folder is `start` or the nearest one above it."""
    here = (start or Path.cwd()).resolve()
    for folder in (here, *here.parents):
        if (folder / "curriculum" / "curriculum.toml").is_file():
            return Course(folder)
    raise CourseError(
        f"{here} is not inside a course: no curriculum/curriculum.toml there or above",
        remedy="change into the course's folder and try again",
    )


def _read_toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise CourseError("the file is missing", remedy="restore it from git", file=path) from None
    except tomllib.TOMLDecodeError as error:
        raise CourseError(f"not valid TOML: {error}", remedy="mend the line it names", file=path) from None
