"""The course's preprocessors for nbgrader's autograde, and the lists that put them in their place."""

from pathlib import Path
from typing import Any

import nbformat
from nbformat.notebooknode import NotebookNode
from nbgrader.api import Gradebook
from nbgrader.converters.autograde import Autograde
from nbgrader.converters.generate_feedback import GenerateFeedback
from nbgrader.preprocessors import Execute, NbGraderPreprocessor
from traitlets import Bool

from coursekit.course import Course, find_course
from coursekit.executed import ExecutedStore
from coursekit.execution import Job, default_executor, leave_widgets_alone
from coursekit.feedback import HideHiddenTests, SanitizeContent
from coursekit.repair import SourceCell, repair
from coursekit.stubs import stubs_of

Resources = dict[str, Any]

leave_widgets_alone()  # here, since the Validate button reads this module through nbgrader_config.py


class RepairNotebook(NbGraderPreprocessor):  # type: ignore[misc]  # nbgrader carries no types
    """Repairs a submitted notebook before nbgrader's own sanitising reads it."""

    def preprocess(self, nb: NotebookNode, resources: Resources) -> tuple[NotebookNode, Resources]:
        names = resources["nbgrader"]
        with Gradebook(names["db_url"]) as gradebook:
            cells = source_cells(gradebook, names["assignment"], names["notebook"])
        source = course_of(self).source / names["assignment"] / f"{names['notebook']}.ipynb"
        if source.exists():  # the gradebook keeps no order
            rank = {name: i for i, name in enumerate(grade_ids(nbformat.read(source, as_version=4)))}
            cells.sort(key=lambda cell: rank.get(cell.grade_id, len(rank)))
        for note in repair(nb, cells):
            self.log.warning("%s: %s", names["student"], note)
        return nb, resources


class ExecuteInEngine(NbGraderPreprocessor):  # type: ignore[misc]  # nbgrader carries no types
    """Stands where nbgrader's Execute stood: takes what is executed already, or executes it."""

    require_sandbox = Bool(
        True, help="Refuse to run submitted notebooks where they cannot be kept in a sandbox."
    ).tag(config=True)

    def preprocess(self, nb: NotebookNode, resources: Resources) -> tuple[NotebookNode, Resources]:
        names = resources["nbgrader"]
        course = course_of(self)
        data = course.source / names["assignment"] / "data"
        store = ExecutedStore(course.cache / "executed")
        key = store.key(nb, data)
        if not store.fill(key, nb):
            executor = default_executor("required" if self.require_sandbox else "if possible")
            stubs = stubs_of(course.release / names["assignment"] / f"{names['notebook']}.ipynb")
            [execution] = executor.run([Job(names["student"], nb, data, stubs=stubs)])
            for flag in execution.flags:
                self.log.warning("%s: %s", names["student"], flag)
            store.put(key, execution)
            store.fill(key, nb)
        return nb, resources


def source_cells(gradebook: Gradebook, assignment: str, notebook: str) -> list[SourceCell]:
    """Return the cells of a released notebook in its order, as the gradebook keeps them."""
    entry = gradebook.find_notebook(notebook, assignment)
    grades = {cell.name: cell for cell in entry.grade_cells}
    solutions = {cell.name for cell in entry.solution_cells}
    return [
        SourceCell(
            grade_id=cell.name,
            cell_type=cell.cell_type,
            source=cell.source or "",
            grade=cell.name in grades,
            solution=cell.name in solutions,
            locked=bool(cell.locked),
            points=float(grades[cell.name].max_score) if cell.name in grades else 0.0,
        )
        for cell in entry.source_cells
    ]


def grade_ids(notebook: NotebookNode) -> list[str]:
    """Return the grade_ids of a notebook in its order."""
    found = (cell.metadata.get("nbgrader", {}).get("grade_id") for cell in notebook.cells)
    return [grade_id for grade_id in found if grade_id]


def course_of(preprocessor: NbGraderPreprocessor) -> Course:
    """Return the course that a preprocessor works in, as nbgrader's settings say."""
    configured = preprocessor.config.CourseDirectory.get("root")
    folder = Path(configured) if isinstance(configured, str) else Path.cwd()
    if (folder / "curriculum").is_dir():
        return Course(folder)
    return Course(folder, home=find_course(folder).root)


# First of all, since nbgrader's sanitising needs cells to carry their metadata.
SANITIZE_PREPROCESSORS = [RepairNotebook, *Autograde.sanitize_preprocessors.default_args[0]]

AUTOGRADE_PREPROCESSORS = [
    ExecuteInEngine if pp is Execute else pp for pp in Autograde.autograde_preprocessors.default_args[0]
]

# Before GetGrades, which reads scores by cell and does not mind what the cell shows.
FEEDBACK_PREPROCESSORS = [HideHiddenTests, SanitizeContent, *GenerateFeedback.preprocessors.default_args[0]]
