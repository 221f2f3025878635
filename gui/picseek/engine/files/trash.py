"""Moves files to the system's trash and, where the system allows it, back."""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from picseek.engine.errors import EngineError
from picseek.engine.files.freedesktop_trash import TrashEntry
from picseek.engine.files.sources import reason_unavailable
from picseek.engine.files.targets import move_without_replacing
from picseek.engine.filesystem.atomic_files import temporary_file
from picseek.engine.filesystem.os_errors import is_disk_full, is_read_only, os_reason
from picseek.engine.messages import message

TRASH = message("Recycle Bin") if sys.platform == "win32" else message("trash")
"""What the system calls its trash."""


class FileError(EngineError):
    """An operation on one file failed; the text is a sentence without the file's name."""


def can_restore() -> bool:
    """Whether programs can restore files from this system's trash."""
    return sys.platform not in ("win32", "darwin")


def move_to_trash(path: Path) -> float:
    """Move a file to the system's trash.

    Returns:
        When, seconds since the epoch.

    Raises:
        FileError: It cannot be moved.
    """
    from send2trash import send2trash

    if not os.path.lexists(path):
        raise FileError(reason_unavailable(path))
    at = time.time()
    with _readable_errors():
        send2trash(os.fspath(path))
    return at


def move_out_of_trash(trashed: TrashEntry | None) -> None:
    """Move a file from the trash back to its original path; its folder is created if needed.

    Args:
        trashed: Its entry; None: it was not found.

    Raises:
        FileError: It cannot be moved; it is still in the trash.
    """
    if trashed is None:
        raise FileError(message("It's no longer in the trash."))
    origin = trashed.origin
    with _readable_errors():
        try:
            origin.parent.mkdir(parents=True, exist_ok=True)
            _move(trashed.content, origin)
        except FileExistsError:
            raise FileError(
                message("Another file has its name now, so it stays in the trash.")
            ) from None
    with contextlib.suppress(OSError):  # a .trashinfo file without content is harmless
        trashed.info.unlink()


def _move(source: Path, target: Path) -> None:
    try:
        move_without_replacing(source, target)
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
        # The trash is on another disk.
        with temporary_file(target.parent) as part:
            shutil.copy2(source, part)
            move_without_replacing(part, target)
        source.unlink()


@contextmanager
def _readable_errors() -> Iterator[None]:
    """Raise FileError with a sentence for the user instead of OSError."""
    from send2trash import TrashPermissionError

    try:
        yield
    except TrashPermissionError:
        raise FileError(message("Its disk has no usable {trash}.", trash=TRASH)) from None
    except PermissionError:
        raise FileError(message("You don't have permission to move it.")) from None
    except OSError as error:
        if is_read_only(error):
            raise FileError(message("Its disk is read-only.")) from None
        if is_disk_full(error):
            raise FileError(message("The disk with the {trash} is full.", trash=TRASH)) from None
        raise FileError(
            message("It can't be moved ({reason}).", reason=os_reason(error))
        ) from error
