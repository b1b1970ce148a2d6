"""nbgrader's settings for this course; each line with its reason."""

from pathlib import Path

from coursekit.autograde import (
    AUTOGRADE_PREPROCESSORS,
    FEEDBACK_PREPROCESSORS,
    SANITIZE_PREPROCESSORS,
)

c = get_config()  # noqa: F821  (nbgrader's loader puts get_config here)

# The name under which the course appears in the exchange and in JupyterLab's assignment list.
c.CourseDirectory.course_id = "ml_engineer"
c.CourseDirectory.root = str(Path(__file__).parent)

# The exchange is a folder of the course, so that fetch and submit work with no set-up of the machine.
c.Exchange.root = str(Path(__file__).parent / "exchange")

# Students fetch to, and submit from, the folder that JupyterLab opens in.
c.Exchange.assignment_dir = str(Path(__file__).parent / "work")

# Folder READMEs are for people; data files of lessons are what students need.
c.CourseDirectory.ignore = [
    ".ipynb_checkpoints",
    "*.pyc",
    "__pycache__",
    "feedback",
    "*.new*.ipynb",
]

# Cells are executed by the course's engine; broken notebooks are repaired before they are graded.
c.Autograde.sanitize_preprocessors = SANITIZE_PREPROCESSORS
c.Autograde.autograde_preprocessors = AUTOGRADE_PREPROCESSORS


# Seconds for one cell: far above what any cell of a lesson needs, also on a slow machine.
c.Execute.timeout = 120

# Feedback gives the message of a failed hidden test, not its code.
c.GenerateFeedback.preprocessors = FEEDBACK_PREPROCESSORS
