"""A forked process's own working and temporary folders, under the paths that its parent had.

A mount namespace lets both have the same paths and different contents; where the system forbids that,
the process moves to other paths, and notebooks that have made files are not forked.
"""

import ctypes
import os
import shutil
import tempfile
from pathlib import Path

_CLONE_NEWNS = 0x00020000
_CLONE_NEWUSER = 0x10000000
_MS_BIND = 4096
_MS_REC = 16384
_MS_PRIVATE = 1 << 18

_libc = ctypes.CDLL(None, use_errno=True)


def enter_own_folders(scratch: Path) -> bool:
    """Give this process its own copies of `run/` and `tmp/`, below `scratch`, at the same paths.

    Returns whether the paths could be kept.
    """
    own = scratch / "own" / str(os.getpid())
    for name in ("run", "tmp"):
        shutil.copytree(scratch / name, own / name, symlinks=True)
    try:
        _own_mounts()
        for name in ("run", "tmp"):
            _mount(own / name, scratch / name, _MS_BIND)
        os.chdir(scratch / "run")
    except OSError:
        os.chdir(own / "run")
        os.environ["TMPDIR"] = tempfile.tempdir = str(own / "tmp")
        return False
    return True


def end_with_parent() -> None:
    """Let the kernel end this process when its parent ends, however that comes about."""
    _libc.prctl(1, 9, 0, 0, 0)  # PR_SET_PDEATHSIG, SIGKILL


def files(scratch: Path) -> tuple[tuple[str, int, int], ...]:
    """Return what lies in `run/` and `tmp/`: names, sizes and times."""
    return tuple(
        (str(path), path.lstat().st_size, path.lstat().st_mtime_ns)
        for name in ("run", "tmp")
        for path in sorted((scratch / name).rglob("*"))
        if not path.is_dir()
    )


def _own_mounts() -> None:
    if _libc.unshare(_CLONE_NEWNS) != 0:
        uid, gid = os.getuid(), os.getgid()
        _check(_libc.unshare(_CLONE_NEWUSER | _CLONE_NEWNS))
        Path("/proc/self/setgroups").write_text("deny")
        Path("/proc/self/uid_map").write_text(f"{uid} {uid} 1")
        Path("/proc/self/gid_map").write_text(f"{gid} {gid} 1")
    _check(_libc.mount(None, b"/", None, _MS_PRIVATE | _MS_REC, None))


def _mount(source: Path, target: Path, flags: int) -> None:
    _check(_libc.mount(os.fsencode(source), os.fsencode(target), None, flags, None))


def _check(result: int) -> None:
    if result != 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))
