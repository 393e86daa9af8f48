"""Files that are whole or not there, and whether somebody holds a lock."""

import os
import tempfile
from pathlib import Path

from filelock import FileLock, Timeout

__all__ = ["is_held", "write_bytes", "write_text"]


def write_bytes(path: Path, content: bytes) -> None:
    """Replace the file at `path` by `content` in one step; a kill at any moment leaves the old or the new one."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(name, 0o644)  # noqa: PTH101 (mkstemp gives a name and makes the file private)
        os.replace(name, path)  # noqa: PTH105
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def write_text(path: Path, content: str) -> None:
    """Replace the text file at `path` in one step, UTF-8 with the line ends as given."""
    write_bytes(path, content.encode("utf-8"))


def is_held(lock: FileLock) -> bool:
    """Whether somebody holds a lock, and not only for the moment that another takes to look."""
    try:
        with lock.acquire(timeout=0.004, poll_interval=0.002):
            return False
    except Timeout:
        return True
    except OSError:  # where nothing can be written nobody is at work
        return False
