"""The outer wall: bubblewrap around the worker, with nothing inside but Python and the lesson's data.

What keeps one notebook from another inside that wall is `isolation.py`.
"""

import functools
import os
import shutil
import subprocess
import sys
from pathlib import Path

import coursekit
from coursekit.errors import CourseError

SCRATCH = Path("/course")
"""The only folder inside that can be written to; it is kept in memory."""

_SYSTEM = (
    "/usr",
    "/bin",
    "/sbin",
    "/lib",
    "/lib32",
    "/lib64",
    "/opt",
    "/etc/alternatives",
    "/etc/ca-certificates",
    "/etc/fonts",
    "/etc/group",
    "/etc/hosts",
    "/etc/java-17-openjdk",
    "/etc/java-21-openjdk",
    "/etc/ld.so.cache",
    "/etc/localtime",
    "/etc/mime.types",
    "/etc/nsswitch.conf",
    "/etc/passwd",
    "/etc/ssl",
    "/sys/devices/system/cpu",  # how many processors there are: PyTorch asks
)
"""What programs need of the system, read-only. No home directory, no course."""

_PASSED_ON = (
    "PATH",
    "LANG",
    "LC_ALL",
    "TZ",
    "JAVA_HOME",
    "SPARK_HOME",
    "OPENBLAS_CORETYPE",
    "OPENBLAS_L2_SIZE",
)
"""Settings of the machine that a notebook may see. None of them can hold a secret."""


def bubblewrap_command(data: Path | None, environment: dict[str, str]) -> list[str]:
    """Return what starts a program in the sandbox, up to the program's own name."""
    command = [
        _bwrap(),
        *("--unshare-user", "--unshare-pid", "--unshare-net", "--unshare-ipc", "--unshare-uts"),
        *("--unshare-cgroup-try", "--die-with-parent", "--new-session"),
        *("--hostname", "notebook"),
        # For the worker's first process, which divides the sandbox further; no student's code has it.
        *("--cap-add", "ALL"),
        *("--proc", "/proc", "--dev", "/dev", "--tmpfs", str(SCRATCH)),
    ]
    readable = _readable()
    if any(Path(path).is_relative_to("/tmp") for path in readable):
        command += ["--dir", "/tmp"]  # Python itself is there: temporary files are where TMPDIR says only
    else:
        command += ["--symlink", f"{SCRATCH}/tmp", "/tmp"]
    for path in readable:
        command += ["--ro-bind-try", path, path]
    if data is not None:
        command += ["--ro-bind", str(data), "/data"]
    # What all notebooks of a batch have in common, none of them may change.
    command += ["--remount-ro", "/", "--remount-ro", "/dev", "--clearenv"]
    for name, value in environment.items():
        command += ["--setenv", name, value]
    return [*command, "--chdir", str(SCRATCH), "--"]


def sandbox_environment() -> dict[str, str]:
    """Return the variables of this machine that the sandbox passes on."""
    return {name: os.environ[name] for name in _PASSED_ON if name in os.environ}


@functools.cache
def why_no_sandbox() -> str:
    """Return why this machine cannot keep student code in a sandbox, or '' if it can."""
    if not sys.platform.startswith("linux"):
        return f"the sandbox needs Linux, and this is {sys.platform}"
    if shutil.which("bwrap") is None:
        return "the sandbox needs the program bwrap, and it is not there"
    probe = f"import coursekit.engine.isolation as i; i.probe({str(SCRATCH)!r})"
    command = [*bubblewrap_command(None, _probe_environment()), sys.executable, "-S", "-c", probe]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    except (OSError, subprocess.TimeoutExpired) as error:
        return f"bwrap cannot be run: {error}"
    if done.returncode == 0:
        return ""
    lines = [line for line in done.stderr.splitlines() if line.strip()]
    return f"bwrap cannot make a sandbox here: {lines[-1].strip() if lines else 'it says nothing'}"


def require_sandbox() -> None:
    """Refuse to go on where student code could not be kept in a sandbox."""
    why = why_no_sandbox()
    if not why:
        return
    if "is not there" in why:
        remedy = "install it (apt-get install bubblewrap, or dnf install bubblewrap)"
    elif sys.platform.startswith("linux"):
        remedy = (
            "allow user namespaces (sysctl kernel.unprivileged_userns_clone=1, or "
            "kernel.apparmor_restrict_unprivileged_userns=0; a container needs --privileged)"
        )
    else:
        remedy = "grade on Linux"
    raise CourseError(why, remedy=f"{remedy}, or grade only work that you trust, with --no-sandbox")


def _bwrap() -> str:
    return shutil.which("bwrap") or "bwrap"


def _probe_environment() -> dict[str, str]:
    return {**sandbox_environment(), "PYTHONPATH": str(Path(coursekit.__file__).parents[1])}


def _readable() -> list[str]:
    """Return the folders that the sandbox shows: the system's, Python's and the engine's."""
    python = [sys.prefix, sys.base_prefix, str(Path(sys.executable).resolve().parents[1])]
    engine = str(Path(coursekit.__file__).parent)
    return [path for path in (*_SYSTEM, *dict.fromkeys(python), engine) if Path(path).exists()]
