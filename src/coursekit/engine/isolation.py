"""What a forked process does to be on its own.

In the sandbox (`enter_own_namespaces`, then `wall_off`) it gets its own users, processes, mounts, network
and limits, and gives up every privilege: it neither sees nor outlives another notebook. Outside the
sandbox (`enter_own_folders`), for code that is trusted, it gets its own working and temporary folders.
"""

import ctypes
import fcntl
import os
import resource
import shutil
import socket
import struct
import tempfile
from contextlib import suppress
from pathlib import Path

from coursekit.engine.limits import Limits

_NEWNS = 0x00020000
_NEWUTS = 0x04000000
_NEWIPC = 0x08000000
_NEWUSER = 0x10000000
_NEWPID = 0x20000000
_NEWNET = 0x40000000
_BIND = 4096
_REC = 16384
_PRIVATE = 1 << 18
_NOSUID, _NODEV, _NOEXEC = 2, 4, 8
_PR_SET_PDEATHSIG, _PR_CAPBSET_DROP, _PR_SET_NO_NEW_PRIVS = 1, 24, 38
_SIOCGIFFLAGS, _SIOCSIFFLAGS, _IFF_UP = 0x8913, 0x8914, 1
_CAPABILITY_VERSION_3 = 0x20080522

_SOMEBODY = 1000
"""The user that a notebook runs as where root grades."""

_libc = ctypes.CDLL(None, use_errno=True)


def take_over_sandbox(data: Path | None, scratch: Path) -> None:
    """Make the sandbox's folders. For the worker's first process, which runs no notebook."""
    for name in ("run", "tmp", "home"):
        (scratch / name).mkdir(parents=True, exist_ok=True)
    if data is not None and data.is_dir():
        shutil.copytree(data, scratch / "run" / "data")
        _make_writable(scratch / "run" / "data")
    # Where root starts it, bwrap covers parts of its /proc, and then none can be mounted further down.
    # Where others do, this is forbidden and not needed.
    with suppress(PermissionError):
        _mount("proc", "/proc", "proc", _NOSUID | _NODEV | _NOEXEC)


def enter_own_namespaces() -> None:
    """Enter new namespaces; the next process that this one forks is the first of its own."""
    # Not root inside: a process without privileges could not map root once more for one of its own.
    inside = (os.getuid() or _SOMEBODY, os.getgid() or _SOMEBODY)
    _unshare_as(inside, _NEWNS | _NEWPID | _NEWIPC | _NEWNET | _NEWUTS)


def wall_off(scratch: Path, limits: Limits) -> None:
    """Take the new namespaces into use: own /proc, own files below `scratch`, limits, no privileges."""
    _mount(None, "/", None, _PRIVATE | _REC)
    _mount("proc", "/proc", "proc", _NOSUID | _NODEV | _NOEXEC)
    _own_copy(scratch, limits.disk_mib)
    _mount_memory("/dev/shm", limits.disk_mib, "1777")
    os.chdir(scratch / "run")
    _loopback_up()
    _limit(limits)
    _give_up_privileges()


def probe(scratch: str, levels: int = 2) -> None:
    """Do once all that sandboxes in sandboxes need of the system; exit with 1 if it is refused."""
    if levels > 1:
        take_over_sandbox(None, Path(scratch))
    pid = os.fork()
    if pid:
        raise SystemExit(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) != 0)
    enter_own_namespaces()
    pid = os.fork()
    if pid:
        os._exit(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) != 0)
    wall_off(Path(scratch), Limits())
    if levels > 1:
        probe(scratch, levels - 1)
    raise SystemExit(0)


def enter_own_folders(scratch: Path) -> bool:
    """Give this process its own copies of `run/` and `tmp/`, below `scratch`, at the same paths.

    Returns whether the paths could be kept: where the system forbids mount namespaces, the process
    moves to other paths, and notebooks that have made files are not forked.
    """
    own = scratch / "own" / str(os.getpid())
    for name in ("run", "tmp"):
        shutil.copytree(scratch / name, own / name, symlinks=True)
    try:
        _own_mounts()
        for name in ("run", "tmp"):
            _mount(str(own / name), str(scratch / name), None, _BIND)
        os.chdir(scratch / "run")
    except OSError:
        os.chdir(own / "run")
        os.environ["TMPDIR"] = tempfile.tempdir = str(own / "tmp")
        return False
    return True


def end_with_parent() -> None:
    """Let the kernel end this process when its parent ends, however that comes about."""
    _libc.prctl(_PR_SET_PDEATHSIG, 9, 0, 0, 0)


def files(scratch: Path) -> tuple[tuple[str, int, int], ...]:
    """Return what lies in `run/` and `tmp/`: names, sizes and times."""
    return tuple(
        (str(path), path.lstat().st_size, path.lstat().st_mtime_ns)
        for name in ("run", "tmp")
        for path in sorted((scratch / name).rglob("*"))
        if not path.is_dir()
    )


def _own_copy(scratch: Path, disk_mib: int) -> None:
    """Put a new file system of limited size in the place of `scratch`, with what was in it."""
    staging = "/dev/shm"  # a folder that is about to be covered anyway
    _mount_memory(staging, disk_mib, "755")
    for entry in sorted(scratch.iterdir()):
        shutil.copytree(entry, Path(staging) / entry.name, symlinks=True)
    _mount(staging, str(scratch), None, _BIND)
    _check(_libc.umount2(os.fsencode(staging), 2))  # MNT_DETACH


def _loopback_up() -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
        request = struct.pack("16sh14x", b"lo", 0)
        flags = struct.unpack("16sh14x", fcntl.ioctl(sock, _SIOCGIFFLAGS, request))[1]
        fcntl.ioctl(sock, _SIOCSIFFLAGS, struct.pack("16sh14x", b"lo", flags | _IFF_UP))


def _limit(limits: Limits) -> None:
    wanted = {
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_DATA: limits.memory_mib * 2**20,
        # The kernel does not apply this one to root: the supervisor counts too.
        resource.RLIMIT_NPROC: limits.processes,
        resource.RLIMIT_NOFILE: limits.open_files,
        resource.RLIMIT_FSIZE: limits.disk_mib * 2**20,
        resource.RLIMIT_CPU: limits.cpu_seconds,
    }
    for what, limit in wanted.items():
        hard = resource.getrlimit(what)[1]
        value = limit if hard == resource.RLIM_INFINITY else min(limit, hard)
        resource.setrlimit(what, (value, value))
    # When memory runs out, this process goes first, not one of the system's.
    Path("/proc/self/oom_score_adj").write_text("1000")


def _give_up_privileges() -> None:
    for capability in range(64):
        if _libc.prctl(_PR_CAPBSET_DROP, capability, 0, 0, 0) != 0:
            break
    header = (ctypes.c_uint32 * 2)(_CAPABILITY_VERSION_3, 0)
    _check(_libc.capset(header, (ctypes.c_uint32 * 6)()))
    _check(_libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0))


def _make_writable(folder: Path) -> None:
    for path in (folder, *folder.rglob("*")):
        path.chmod(0o755 if path.is_dir() else 0o644)


def _own_mounts() -> None:
    if _libc.unshare(_NEWNS) != 0:
        _unshare_as((os.getuid(), os.getgid()), _NEWNS)
    _mount(None, "/", None, _PRIVATE | _REC)


def _unshare_as(inside: tuple[int, int], namespaces: int) -> None:
    """Enter new namespaces, users included, in which this user and group have these numbers."""
    uid, gid = os.getuid(), os.getgid()
    _check(_libc.unshare(_NEWUSER | namespaces))
    Path("/proc/self/setgroups").write_text("deny")
    Path("/proc/self/uid_map").write_text(f"{inside[0]} {uid} 1")
    Path("/proc/self/gid_map").write_text(f"{inside[1]} {gid} 1")


def _mount_memory(target: str, size_mib: int, mode: str) -> None:
    options = f"size={size_mib}m,nr_inodes=20000,mode={mode}"
    _mount("tmpfs", target, "tmpfs", _NOSUID | _NODEV, options)


def _mount(source: str | None, target: str, kind: str | None, flags: int, options: str = "") -> None:
    texts = [None if text is None else os.fsencode(text) for text in (source, target, kind)]
    _check(_libc.mount(*texts, flags, options.encode() or None))


def _check(result: int) -> None:
    if result != 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))
