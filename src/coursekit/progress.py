"""A self-paced student's marks, hidden tests included, and the skills that they prove."""

import shutil
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from coursekit.course import Course, Skill
from coursekit.execution import Executor
from coursekit.files import digest, files_under, write_if_changed, writing
from coursekit.grade import Progress as ProgressFunction
from coursekit.grade import grade
from coursekit.lesson import Lesson, read_lesson
from coursekit.marks import Outcome
from coursekit.pages import render
from coursekit.release import adopt, release
from coursekit.results import Result, read_results

STUDENT = "me"
_CSS: dict[Outcome, str] = {"right": "right", "wrong": "wrong", "not attempted": "blank"}


@dataclass(frozen=True)
class SkillState:
    """How far a skill is proven: `done` of `count` exercises are right."""

    skill: Skill
    done: int
    count: int

    @property
    def words(self) -> str:
        if self.count == 0:
            return "lesson to come"
        if self.done == self.count:
            return "proven"
        return f"{self.done} of {self.count} exercises" if self.done else "not yet"


@dataclass(frozen=True)
class StudentProgress:
    """A student's results by lesson, and the state of every skill of the roadmap."""

    results: dict[str, Result]
    lessons: dict[str, Lesson]
    skills: dict[str, SkillState]

    @property
    def proven(self) -> int:
        return sum(0 < state.count == state.done for state in self.skills.values())


def grade_progress(
    course: Course,
    executor: Executor,
    progress: ProgressFunction = lambda name, done, total: None,
) -> StudentProgress:
    """Grade what is in `work/` as a class of one, in a derived folder of its own."""
    release(course)
    slugs = tuple(s for s in course.slugs if (course.work / s / f"{s}.ipynb").exists())
    lessons = {slug: read_lesson(course.lesson_file(slug)) for slug in course.slugs}
    private = _private_course(course)
    for slug in slugs:
        _hand_in(course, private, slug)
    adopt(private, course, slugs)
    grade(private, slugs, executor, progress=progress)
    found = read_results(private, slugs)
    results = {assignment: result for (_, assignment), result in found.results.items()}
    return StudentProgress(results, lessons, _skills(course, lessons, results))


def write_progress_page(course: Course, state: StudentProgress, path: Path) -> Path:
    """Write the student's page: lessons, exercises, and the skill map."""
    begun = [r for r in state.results.values() if not r.refused]
    earned = sum(result.score for result in begun)
    page = render(
        "progress.html",
        title="Your progress",
        lead="Graded with the hidden tests, as an instructor would. Nothing in work/ was changed.",
        figures=[
            (f"{state.proven} of {len(state.skills)}", "skills proven"),
            (f"{earned:g}", "points earned"),
            (f"{len(begun)} of {len(state.lessons)}", "lessons in work/"),
        ],
        refused=[r for r in state.results.values() if r.refused],
        lessons=[_lesson(state, result) for result in begun],
        steps=[_step(step, state) for step in course.steps],
    )
    write_if_changed(path, page)
    return path


def progress_table(state: StudentProgress) -> Any:
    """Return the student's marks as a table for the terminal."""
    from rich.table import Table

    table = Table(title="Your progress", title_justify="left")
    table.add_column("lesson")
    for name in ("right", "wrong", "not attempted", "points"):
        table.add_column(name, justify="right")
    for slug, result in state.results.items():
        if result.refused:
            table.add_row(slug, "", "", "", "could not be read")
            continue
        outcomes = [result.outcome(exercise) for exercise in result.exercises]
        counts = [str(outcomes.count(o)) for o in ("right", "wrong", "not attempted")]
        table.add_row(slug, *counts, f"{result.score:g}/{result.max_score:g}")
    return table


def _private_course(course: Course) -> Course:
    """Return the class of one for the lessons as they are now; it is derived, and may be deleted."""
    sources = [path for slug in course.slugs for path in files_under(course.source / slug)]
    root = course.cache / "progress" / digest([*map(str, sources), *sources])[:12]
    with writing(root):
        for stale in root.parent.glob("*") if root.parent.is_dir() else ():
            if stale != root:
                shutil.rmtree(stale, ignore_errors=True)
        root.mkdir(parents=True, exist_ok=True)
    return Course(root, home=course.root)


def _hand_in(course: Course, private: Course, slug: str) -> None:
    target = private.submitted / STUDENT / slug / f"{slug}.ipynb"
    write_if_changed(target, (course.work / slug / f"{slug}.ipynb").read_bytes())


def _skills(course: Course, lessons: dict[str, Lesson], results: dict[str, Result]) -> dict[str, SkillState]:
    proving: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for slug, lesson in lessons.items():
        for name, exercises in lesson.header.proves.items():
            proving[name] += [(slug, exercise) for exercise in exercises]
    states = {}
    for skill in course.skills.values():
        pairs = proving[skill.id]
        done = sum(_is_right(results.get(slug), exercise) for slug, exercise in pairs)
        states[skill.id] = SkillState(skill, done, len(pairs))
    return states


def _is_right(result: Result | None, exercise: str) -> bool:
    if result is None or result.refused or exercise not in result.exercises:
        return False
    return result.outcome(exercise) == "right"


def _lesson(state: StudentProgress, result: Result) -> dict[str, Any]:
    exercises = []
    for name, marks in result.exercises.items():
        outcome = result.outcome(name)
        failed = [mark for mark in marks if mark.outcome == "wrong"]
        exercises.append(
            {
                "name": name.replace("_", " "),
                "outcome": outcome,
                "css": _CSS[outcome],
                "score": f"{sum(mark.score for mark in marks):g}",
                "max_score": f"{sum(mark.max_score for mark in marks):g}",
                "message": failed[0].message or failed[0].error if failed else "",
            }
        )
    return {
        "title": state.lessons[result.assignment].header.title,
        "score": f"{result.score:g}",
        "max_score": f"{result.max_score:g}",
        "exercises": exercises,
        "repairs": result.repairs,
    }


def _step(step: Any, state: StudentProgress) -> dict[str, Any]:
    states = [state.skills[skill.id] for skill in step.skills]
    proven = sum(0 < s.count == s.done for s in states)
    return {
        "title": step.title,
        "months": step.months,
        "proven": proven,
        "count": len(states),
        "percent": round(100 * proven / len(states)) if states else 0,
        "skills": [
            {
                "title": s.skill.title,
                "state": s.words,
                "lesson": s.skill.lesson,
                "css": "right" if 0 < s.count == s.done else "wrong" if s.done else "blank",
            }
            for s in states
        ],
    }
