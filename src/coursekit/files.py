"""Small file operations: hashes, atomic writes, and clear words when the disk refuses."""

import hashlib
import os
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from coursekit.errors import CourseError

IGNORED = {"__pycache__", ".ipynb_checkpoints", ".DS_Store"}


def files_under(folder: Path) -> list[Path]:
    """Return the files below `folder`, sorted, without caches and checkpoints."""
    if not folder.is_dir():
        return []
    return sorted(
        path
        for path in folder.rglob("*")
        if path.is_file() and not IGNORED.intersection(path.relative_to(folder).parts)
    )


def digest(parts: Iterable[bytes | str | Path]) -> str:
    """Return a hex digest of texts, bytes and the contents of files (a missing file counts too)."""
    total = hashlib.sha256()
    for part in parts:
        if isinstance(part, Path):
            data = part.name.encode() + b"\0" + (part.read_bytes() if part.exists() else b"missing")
        else:
            data = part.encode() if isinstance(part, str) else part
        total.update(len(data).to_bytes(8, "big"))
        total.update(data)
    return total.hexdigest()


def write_if_changed(path: Path, content: str | bytes) -> bool:
    """Write `content` to `path` in one step unless it is there already; say whether it wrote."""
    data = content.encode() if isinstance(content, str) else content
    if path.exists() and path.read_bytes() == data:
        return False
    with writing(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
            Path(temporary).chmod(0o644)
            Path(temporary).replace(path)
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            raise
    return True


@contextmanager
def writing(path: Path) -> Iterator[None]:
    """Turn the operating system's refusal to write below `path` into a CourseError."""
    try:
        yield
    except PermissionError as error:
        raise CourseError(
            f"cannot write to {error.filename or path}: permission denied",
            remedy="make the folder writable, or run as the user who owns it",
        ) from None
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise CourseError(
            f"cannot write to {error.filename or path}: {reason}",
            remedy="free some space or mend the file system, then run the command again",
        ) from None
