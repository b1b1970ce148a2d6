"""Opening JupyterLab on a student's work."""

import os
import socket
import sys
from pathlib import Path

from coursekit.course import Course
from coursekit.errors import CourseError
from coursekit.start_page import NAME

SETTINGS = Path(__file__).parent / "jupyterlab"
"""JupyterLab's page configuration and settings for this course."""


def lab_command(course: Course, port: int | None, browser: bool) -> list[str]:
    """Return the command that opens JupyterLab in `work/` at the start page.

    Args:
        port: the port to listen on; JupyterLab looks for a free one if None.
        browser: whether to open a browser.
    """
    if port is not None and not _is_free(port):
        raise CourseError(
            f"port {port} is in use",
            remedy="stop what listens there, or leave the port out and a free one is found",
        )
    command = [
        sys.executable,
        "-m",
        "jupyterlab",
        f"--ServerApp.root_dir={course.work}",
        f"--LabApp.default_url=/lab/tree/{NAME}",
        f"--LabApp.app_settings_dir={SETTINGS}",
    ]
    if port is not None:
        command += [f"--ServerApp.port={port}", "--ServerApp.port_retries=0"]
    if not browser:
        command.append("--no-browser")
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        command.append("--allow-root")
    return command


def open_lab(course: Course, port: int | None, browser: bool) -> None:
    """Replace this process by JupyterLab."""
    command = lab_command(course, port, browser)
    os.chdir(course.root)  # nbgrader's Validate button reads nbgrader_config.py from here
    os.execv(command[0], command)


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True
