"""nbgrader's gradebook, opened once and lent to whatever nbgrader runs, one transaction a submission.

nbgrader opens the gradebook anew in every preprocessor of every notebook, asks for each cell by a join
over seven tables, and commits after each cell. Here its own code gets a gradebook that stays open, that
knows where the rows of a submission are, and that commits when the whole submission is recorded.
"""

import importlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import nbgrader.api
from nbgrader.api import (
    Assignment,
    BaseCell,
    Comment,
    Grade,
    Gradebook,
    MissingEntry,
    Notebook,
    SourceCell,
    SubmittedNotebook,
)
from sqlalchemy.orm import undefer

# Where nbgrader and this package look up the name `Gradebook`.
_BORROWERS = (
    "nbgrader.converters.autograde",
    "nbgrader.preprocessors.overwritekernelspec",
    "nbgrader.preprocessors.overwritecells",
    "nbgrader.preprocessors.saveautogrades",
    "nbgrader.preprocessors.latesubmissions",
    "nbgrader.preprocessors.getgrades",
    "coursekit.autograde",
)


class OpenGradebook(Gradebook):  # type: ignore[misc]  # nbgrader carries no types
    """A gradebook for one writer. `commit` in nbgrader's code writes, but ends no transaction.

    What a class shares (assignments, notebooks, their cells) is read once: nobody changes it while
    submissions are recorded. What belongs to a submission is read anew each time nbgrader would open
    the gradebook, since scores are computed by the database.
    """

    def __init__(self, db_url: str) -> None:
        super().__init__(db_url)
        self._courses = {self.course_id}
        self._session: Any = self.db
        self._session.remove()
        self._session.configure(expire_on_commit=False)
        self.db: Any = _Held(self._session)
        self._shared: dict[tuple[str, ...], Any] = {}
        self._names: dict[str, dict[str, str]] = {}
        self._rows: dict[tuple[Any, str, str, str], dict[str, Any]] = {}
        self._submitted: dict[tuple[str, str, str], SubmittedNotebook] = {}

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Make what is done inside lasting at its end, or undo it all if it raises."""
        try:
            yield
            self._session.commit()
        except BaseException:
            self._session.rollback()
            self._session.expunge_all()
            self._shared.clear()
            self._courses.clear()
            raise
        finally:
            self._rows.clear()
            self._submitted.clear()
            for entry in self._shared.values():  # they would hold on to every submission
                if isinstance(entry, Assignment | Notebook):
                    self._session.expire(entry, ["submissions"])

    def open(self, db_url: str, course_id: str = "default_course", **_: Any) -> "OpenGradebook":
        """Stand in for `Gradebook(...)`."""
        self._session.flush()
        self._rows.clear()
        if course_id not in self._courses:
            self.check_course(course_id=course_id)
            self._courses.add(course_id)
        return self

    def close(self) -> None:
        """Closed by `end`; those who borrow it only give it back."""
        self._session.flush()

    def end(self) -> None:
        self._session.remove()
        self.engine.dispose()

    def find_assignment(self, name: str) -> Any:
        return self._once(("assignment", name), lambda: super(OpenGradebook, self).find_assignment(name))

    def find_notebook(self, name: str, assignment: str) -> Any:
        return self._once(
            ("notebook", assignment, name),
            lambda: super(OpenGradebook, self).find_notebook(name, assignment),
        )

    def find_source_cell(self, name: str, notebook: str, assignment: str) -> SourceCell:
        cells = self._once(
            ("source cells", assignment, notebook),
            lambda: {c.name: c for c in self.find_notebook(notebook, assignment).source_cells},
        )
        return _found(cells, name, f"source cell: {assignment}/{notebook}/{name}")

    def find_graded_cell(self, name: str, notebook: str, assignment: str) -> Any:
        entry = self.find_notebook(notebook, assignment)
        cells = self._once(
            ("graded cells", assignment, notebook),
            lambda: {c.name: c for c in [*entry.task_cells, *entry.grade_cells]},
        )
        return _found(cells, name, f"graded cell: {assignment}/{notebook}/{name}")

    def find_submission_notebook(self, notebook: str, assignment: str, student: str) -> SubmittedNotebook:
        key = (notebook, assignment, student)
        if key not in self._submitted:
            self._submitted[key] = super().find_submission_notebook(*key)
        # The database computes these; it knows more than when it was last asked.
        self._session.expire(self._submitted[key], ["score", "max_score"])
        return self._submitted[key]

    def find_grade(self, grade_cell: str, notebook: str, assignment: str, student: str) -> Grade:
        rows = self.rows(Grade, notebook, assignment, student)
        return _found(rows, grade_cell, f"grade: {assignment}/{notebook}/{grade_cell} for {student}")

    def find_comment(self, solution_cell: str, notebook: str, assignment: str, student: str) -> Comment:
        rows = self.rows(Comment, notebook, assignment, student)
        return _found(rows, solution_cell, f"comment: {assignment}/{notebook}/{solution_cell} for {student}")

    def rows(self, kind: Any, notebook: str, assignment: str, student: str) -> dict[str, Any]:
        """Return the grades or the comments of a submitted notebook, by the names of their cells."""
        key = (kind, notebook, assignment, student)
        if key not in self._rows:
            of = self.find_submission_notebook(notebook, assignment, student)
            names = self._cell_names(of.notebook_id)
            query = self._session.query(kind).filter_by(notebook_id=of.id)
            if kind is Grade:
                query = query.options(undefer(Grade.max_score))
            self._rows[key] = {
                names[row.cell_id]: row for row in query.populate_existing() if row.cell_id in names
            }
        return self._rows[key]

    def _cell_names(self, notebook_id: str) -> dict[str, str]:
        if notebook_id not in self._names:
            query = self._session.query(BaseCell.id, BaseCell.name)
            self._names[notebook_id] = dict(
                query.filter(BaseCell.notebook_id == notebook_id).tuples()  # source cells have other ids
            )
        return self._names[notebook_id]

    def _once(self, key: tuple[str, ...], read: Any) -> Any:
        if key not in self._shared:
            self._shared[key] = read()
        return self._shared[key]


class _Held:
    """A session in which `commit` does nothing: the transaction is another's to end.

    What is changed is written before the next question to the database.
    """

    def __init__(self, session: Any) -> None:
        self._session = session

    def __getattr__(self, name: str) -> Any:
        return getattr(self._session, name)

    def commit(self) -> None:
        pass


def _found(rows: dict[str, Any], name: str, what: str) -> Any:
    if name not in rows:
        raise MissingEntry(f"No such {what}")
    return rows[name]


@contextmanager
def one_gradebook(db_url: str) -> Iterator[OpenGradebook]:
    """Open the gradebook once for all of nbgrader's code that runs inside."""
    gradebook = OpenGradebook(db_url)
    modules = [importlib.import_module(name) for name in _BORROWERS]
    try:
        for module in modules:
            vars(module)["Gradebook"] = gradebook.open
        yield gradebook
    finally:
        for module in modules:
            vars(module)["Gradebook"] = nbgrader.api.Gradebook
        gradebook.end()
