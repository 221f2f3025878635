"""New files under free names: complete or not at all, never replacing another."""

from __future__ import annotations

import contextlib
import errno
import os
import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from picseek.engine.errors import EngineError, UsageError
from picseek.engine.filesystem.atomic_files import remove_abandoned, temporary_file
from picseek.engine.filesystem.os_errors import (
    is_disk_full,
    is_drive_failure,
    is_read_only,
    os_reason,
)
from picseek.engine.filesystem.paths import plain_path
from picseek.engine.messages import message

_LONGEST_NAME = 255  # bytes (Linux, macOS) or UTF-16 units (Windows)
_NO_LINKS = (errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK, errno.EACCES)


class FreeNames:
    """Names that are free in one folder, on any file system: case and Unicode form are ignored."""

    def __init__(self, folder: Path) -> None:
        """Raises: OSError, if the folder cannot be listed."""
        self._taken = {_key(entry.name) for entry in folder.iterdir()}
        self._next: dict[str, int] = {}

    def take(self, name: str) -> str:
        """Reserve and return the name, with ``(2)`` or higher before its suffix if it is taken."""
        stem, suffix = os.path.splitext(name)  # noqa: PTH122 - no path: a name as it is
        free, number = _fitting(stem, suffix), self._next.get(_key(name), 2)
        while _key(free) in self._taken:
            free = _fitting(stem, f" ({number}){suffix}")
            number += 1
        if number > 2:
            self._next[_key(name)] = number
        self._taken.add(_key(free))
        return free


def _key(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()


def _fitting(stem: str, end: str) -> str:
    """A name that is not too long."""
    while stem and len(os.fsencode(stem + end)) > _LONGEST_NAME:
        stem = stem[:-1]
    return stem + end


def target_folder(folder: Path, library: Path) -> Path:
    """Create a folder if needed, check it, and remove temporary files of killed exports.

    Args:
        folder: As the user entered it.
        library: The folder of the library, which must not be exported to.

    Raises:
        UsageError: It is not a writable folder, or lies in `library`.
    """
    folder = plain_path(folder)
    if Path(os.path.realpath(folder)).is_relative_to(os.path.realpath(library)):
        raise UsageError(
            message(
                "{folder} belongs to Picseek's own library. Choose another folder to export to.",
                folder=folder,
            )
        )
    try:
        folder.mkdir(parents=True, exist_ok=True)
        remove_abandoned(folder)
        with temporary_file(folder):
            pass
    except (FileExistsError, NotADirectoryError):
        raise UsageError(
            message("{folder} isn't a folder. Choose another one.", folder=folder)
        ) from None
    except OSError as error:
        raise UsageError(
            message(
                "Picseek can't write to {folder} ({reason}). Choose another folder.",
                folder=folder,
                reason=os_reason(error),
            )
        ) from error
    return folder


def move_without_replacing(source: Path, target: Path) -> None:
    """Rename a file on the same disk, unless the new name is taken.

    Raises:
        FileExistsError: It is; nothing was changed.
        OSError: The file cannot be renamed.
    """
    if sys.platform == "win32":
        os.rename(source, target)  # noqa: PTH104 - replaces nothing there
        return
    try:
        if os.link in os.supports_follow_symlinks:
            os.link(source, target, follow_symlinks=False)
        else:
            os.link(source, target)
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
    else:
        source.unlink()
        return
    # A file system without links, as on memory cards: reserve the name, then replace that file.
    os.close(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL))
    try:
        source.replace(target)
    except OSError:
        target.unlink()
        raise


class TargetError(EngineError):
    """No more files can be written to the folder."""


@contextlib.contextmanager
def target_trouble(folder: Path) -> Iterator[None]:
    """Raise TargetError for errors that concern all files of a folder.

    Raises:
        TargetError: The folder's disk is full, disconnected or read-only.
        OSError: Other errors.
    """
    try:
        yield
    except OSError as error:
        if is_disk_full(error):
            raise TargetError(
                message(
                    "The disk with {folder} is full. Free up some space, or choose another folder.",
                    folder=folder,
                )
            ) from error
        is_gone = not os.path.exists(folder)  # noqa: PTH110 - never raises
        if is_read_only(error) or is_drive_failure(error) or is_gone:
            raise not_writable(folder, error) from error
        raise


def not_writable(folder: Path, error: OSError) -> TargetError:
    """Return the error for a folder that no more files can be written to."""
    return TargetError(
        message(
            "Picseek can't write any more files to {folder} ({reason}).",
            folder=folder,
            reason=os_reason(error),
        )
    )
