"""The page that JupyterLab opens first: the roadmap, the modules, the lessons and their minutes."""

from coursekit.course import Course, Module
from coursekit.lesson import Lesson, read_lesson

NAME = "START_HERE.md"
_DIFFICULTY = {1: "●○○", 2: "●●○", 3: "●●●"}


def start_page(course: Course) -> str:
    """Return the start page as Markdown; its links are relative to `work/`."""
    lessons = {slug: read_lesson(course.lesson_file(slug)) for slug in course.slugs}
    minutes = sum(lesson.header.minutes for lesson in lessons.values())
    parts = [
        "# From programmer to ML engineer",
        f"Lessons so far: {len(lessons)}, for about {max(1, round(minutes / 60))} h of work, "
        "from linear algebra to a deployed, monitored model. Every exercise grades itself.",
        "**How it works.** Open a lesson and go from top to bottom. Where it says "
        "`# YOUR CODE HERE`, write; then run the tests below it, and read what they say. "
        "The *Validate* button runs the whole notebook afresh. In a terminal, `make progress` grades "
        "your work with the hidden tests too, and draws the map of skills that you have proven. "
        "Nothing that you type is ever overwritten.",
    ]
    if "first_steps" in lessons:
        parts.append("New here? Begin with [First steps](first_steps/first_steps.ipynb).")
    for module in course.modules:
        parts += _module(course, module, lessons)
    return "\n\n".join(parts) + "\n"


def _module(course: Course, module: Module, lessons: dict[str, Lesson]) -> list[str]:
    months = {step.number: step.months for step in course.steps}.get(module.step, "")
    heading = f"## Step {module.step} · {module.title}" if module.step else f"## {module.title}"
    parts = [f"{heading} ({months})" if module.step and months else heading]
    if module.lessons:
        rows = ["| lesson | what you do | minutes | difficulty |", "|:--|:--|--:|:--|"]
        for slug in module.lessons:
            header = lessons[slug].header
            rows.append(
                f"| [{header.title}]({slug}/{slug}.ipynb) | {header.summary} "
                f"| {header.minutes} | {_DIFFICULTY[header.difficulty]} |"
            )
        parts.append("\n".join(rows))
    if module.planned:
        names = ", ".join(slug.replace("_", " ") for slug in module.planned)
        parts.append(f"*To come:* {names}.")
    return parts
