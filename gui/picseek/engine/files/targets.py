"""Files that are made: under names that are free, whole or not at all, never over another."""

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
    """Names not taken yet in one folder, as strictly as the strictest file system compares."""

    def __init__(self, folder: Path) -> None:
        """Raises: OSError, if the folder cannot be listed."""
        self._taken = {_key(entry.name) for entry in folder.iterdir()}
        self._next: dict[str, int] = {}

    def take(self, name: str) -> str:
        """The name itself, or with a number from ``(2)`` on before its suffix; taken from now."""
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
    """A name as long as a name may be."""
    while stem and len(os.fsencode(stem + end)) > _LONGEST_NAME:
        stem = stem[:-1]
    return stem + end


def target_folder(folder: Path, own: Path) -> Path:
    """Make a folder ready to take files; what a killed export left unfinished there is removed.

    Args:
        folder: As the user gave it.
        own: The folder of the library, in which nothing else may be written.

    Raises:
        UsageError: It is none, may not be written to, or lies in `own`.
    """
    folder = plain_path(folder)
    if Path(os.path.realpath(folder)).is_relative_to(os.path.realpath(own)):
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
    """Rename a file within a disk, unless there is one of the new name.

    Raises:
        FileExistsError: There is; nothing was changed.
        OSError: It cannot be renamed.
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
    # A file system without links, as on memory cards: hold the name, then take it over.
    os.close(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL))
    try:
        source.replace(target)
    except OSError:
        target.unlink()
        raise


class TargetError(EngineError):
    """Nothing more can be written to the folder that takes the files."""


@contextlib.contextmanager
def target_trouble(folder: Path) -> Iterator[None]:
    """Raise errors that concern all files in place of those that concern one.

    Raises:
        TargetError: The folder's disk is full, gone or read-only.
        OSError: Anything else.
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
        if (
            is_read_only(error)
            or is_drive_failure(error)
            or not os.path.exists(  # noqa: PTH110
                folder
            )
        ):
            raise TargetError(
                message(
                    "Picseek can't write any more files to {folder} ({reason}).",
                    folder=folder,
                    reason=os_reason(error),
                )
            ) from error
        raise
