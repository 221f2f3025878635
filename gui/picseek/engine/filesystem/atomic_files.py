"""Atomic writes: a file has a temporary name until it is complete.

The engine writes all files in this way, except for model downloads and imports, whose parts are
verified before they are renamed, and downloads resumed later (`embed.clip.download`); the journal
of paid answers, which is written in place (`store.answers_journal`); the database and its backups,
which SQLite writes; and the names that an export reserves (`files.targets`).
"""

from __future__ import annotations

import contextlib
import os
import secrets
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, TextIO

PRIVATE = 0o600
"""Permissions of files that only their owner may read."""

PUBLIC = 0o666
"""Permissions that the user's umask restricts, as other programs' files have them."""

_TEMPORARY = ".picseek-*.part"
_UNLOCKED_SECONDS = 3600.0  # where files cannot be locked, one that old is abandoned


@contextlib.contextmanager
def temporary_file(folder: Path, *, mode: int = PUBLIC) -> Iterator[Path]:
    """Create an empty file (hidden on Linux and macOS), and delete it at the end unless renamed.

    It is locked in between, so that `remove_abandoned` in another process does not delete it.

    Raises:
        OSError: It cannot be created.
    """
    path = folder / f".picseek-{secrets.token_hex(8)}.part"
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    try:
        if not _lock(descriptor):  # Windows does not rename open files
            os.close(descriptor)
            descriptor = -1
        yield path
    finally:
        if descriptor >= 0:
            os.close(descriptor)
        with contextlib.suppress(OSError):
            path.unlink(missing_ok=True)


def remove_abandoned(folder: Path) -> None:
    """Delete temporary files of killed processes in a folder."""
    for path in folder.glob(_TEMPORARY):
        with contextlib.suppress(OSError):
            if _is_abandoned(path):
                path.unlink()


@contextlib.contextmanager
def atomic_write(file: Path, *, mode: int = PRIVATE, synced: bool = True) -> Iterator[BinaryIO]:
    """Write a file that replaces `file` when the block ends without an error.

    Args:
        file: Its final name; the folder must exist.
        mode: Its permissions.
        synced: Flush it to the disk before returning. Otherwise a power cut may leave it empty.

    Raises:
        OSError: It cannot be written; `file` is unchanged.
    """
    with temporary_file(file.parent, mode=mode) as part:
        with part.open("wb") as stream:
            yield stream
            stream.flush()
            if synced:
                os.fsync(stream.fileno())
        part.replace(file)
    if synced:
        sync_folder(file.parent)


@contextlib.contextmanager
def text_output(file: Path) -> Iterator[TextIO]:
    """Write a text file that the user named: atomically, unless it is a terminal or a pipe.

    Links are followed. The stream is UTF-8, and accepts file names with undecodable bytes.

    Raises:
        OSError: It cannot be written; an existing file is unchanged.
    """
    if file.exists() and not file.is_file() and not file.is_dir():
        with _open_text(file) as stream:
            yield stream
        return
    target = Path(os.path.realpath(file))
    with temporary_file(target.parent) as part:
        with _open_text(part) as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        part.replace(target)


def sync_folder(folder: Path) -> None:
    """Flush a folder to the disk, so that a rename survives a power cut. No effect on Windows.

    Raises:
        OSError: It cannot be synced.
    """
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _open_text(file: Path) -> TextIO:
    return file.open("w", encoding="utf-8", errors="surrogateescape", newline="")


def _lock(descriptor: int) -> bool:
    """Lock an open file for this process; return whether that worked."""
    if sys.platform == "win32":
        return False
    import fcntl

    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _is_abandoned(path: Path) -> bool:
    """Raises: OSError, if it cannot be opened."""
    if sys.platform == "win32" or path.is_symlink():
        return time.time() - path.lstat().st_mtime > _UNLOCKED_SECONDS
    descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    try:
        return _lock(descriptor)
    finally:
        os.close(descriptor)
