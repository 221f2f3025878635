"""Files that appear whole or not at all, beside their final names until they are complete."""

from __future__ import annotations

import contextlib
import os
import secrets
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TextIO, TypeVar

T = TypeVar("T")

PRIVATE = 0o600
"""Permissions of files that only their owner may read."""

_PARTS = ".picseek-*.part"
_UNLOCKED_SECONDS = 3600.0  # where no lock tells, a part untouched for so long is nobody's


@contextlib.contextmanager
def unfinished(folder: Path) -> Iterator[Path]:
    """A new empty file, hidden where names do that; gone at the end, unless it was renamed.

    It is locked meanwhile, so that `remove_abandoned` of another process leaves it alone.

    Raises:
        OSError: It cannot be made.
    """
    path = folder / f".picseek-{secrets.token_hex(8)}.part"
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666)
    try:
        if not _lock(descriptor):  # Windows renames no file that is open
            os.close(descriptor)
            descriptor = -1
        yield path
    finally:
        with contextlib.suppress(OSError):
            path.unlink(missing_ok=True)
        if descriptor >= 0:
            os.close(descriptor)


def remove_abandoned(folder: Path) -> None:
    """Delete unfinished files in a folder whose process was killed; others stay."""
    for path in folder.glob(_PARTS):
        with contextlib.suppress(OSError):
            if _is_abandoned(path):
                path.unlink()


def write_whole(file: Path, write: Callable[[TextIO], T]) -> T:
    """Write a text file, replacing one of that name once the new one is complete and on the disk.

    A link is followed; what is no ordinary file (a terminal, a pipe) is written to directly.

    Args:
        file: Its name; the folder must exist.
        write: Writes to a stream of UTF-8 that takes names as the system gives them.

    Returns:
        What `write` returned.

    Raises:
        OSError: It cannot be written; a file of that name is as it was.
    """
    if file.exists() and not file.is_file() and not file.is_dir():
        with _text(file) as stream:
            return write(stream)
    file = Path(os.path.realpath(file))
    with unfinished(file.parent) as part:
        with _text(part) as stream:
            result = write(stream)
            stream.flush()
            os.fsync(stream.fileno())
        part.replace(file)
    return result


def private_opener(path: str, flags: int) -> int:
    """For `open`: a file that is created can be read and written by its owner only."""
    return os.open(path, flags, PRIVATE)


def sync_folder(folder: Path) -> None:
    """Make a rename last through a power cut, where the system offers that.

    Raises:
        OSError: It cannot be.
    """
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _text(file: Path) -> TextIO:
    return file.open("w", encoding="utf-8", errors="surrogateescape", newline="")


def _lock(descriptor: int) -> bool:
    """Lock an open file for this process; returns whether that worked."""
    if sys.platform == "win32":
        return False
    import fcntl

    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _is_abandoned(path: Path) -> bool:
    """Raises: OSError, if it cannot be looked at."""
    if sys.platform == "win32" or path.is_symlink():
        return time.time() - path.lstat().st_mtime > _UNLOCKED_SECONDS
    descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    try:
        return _lock(descriptor)
    finally:
        os.close(descriptor)
