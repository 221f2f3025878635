"""The write lock of a library: one writer at a time, on every system."""

from __future__ import annotations

import errno
import os
import sys
from pathlib import Path

from filelock import FileLock, Timeout

from picseek.engine.errors import LibraryLocked, LibraryUnwritable
from picseek.engine.filesystem.atomic_files import PRIVATE
from picseek.engine.filesystem.os_errors import os_reason
from picseek.engine.library_folder.names import LOCK
from picseek.engine.messages import message


class LibraryLock:
    """The write lock of one library, held until it is released.

    A lock file can be deleted, and then a second process could lock a new one. Therefore the
    library's folder is locked as well, where the system can do that.

    Attributes:
        file: The lock file.
    """

    def __init__(self, folder: Path) -> None:
        """Acquire it.

        Raises:
            Timeout: Another process holds it.
            OSError: The folder cannot be locked.
        """
        self.file = folder / LOCK
        self._folder = _locked_folder(folder)
        self._lock = FileLock(self.file, mode=PRIVATE, thread_local=False)
        try:
            self._lock.acquire(blocking=False)
        except BaseException:
            self._unlock_folder()
            raise

    def release(self) -> None:
        """Release the lock."""
        self._lock.release()
        self._unlock_folder()

    def _unlock_folder(self) -> None:
        if self._folder >= 0:
            os.close(self._folder)
            self._folder = -1


def take_lock(path: Path) -> LibraryLock:
    """Create a library's folder if there is none, and acquire its write lock.

    Raises:
        LibraryLocked: Another process holds it.
        LibraryUnwritable: The folder cannot be created or written to.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.mkdir(mode=0o700, exist_ok=True)
        return LibraryLock(path)
    except Timeout:
        raise LibraryLocked(
            message(
                "The library in {path} is in use by another Picseek window. Close "
                "it first, or use another library with --library.",
                path=path,
            )
        ) from None
    except OSError as error:
        raise LibraryUnwritable(
            message(
                "Picseek can't write to its library in {path} ({reason}). Choose "
                "another location with --library.",
                path=path,
                reason=os_reason(error),
            )
        ) from None


def finding_only() -> LibraryLocked:
    """Return the error for changing a library that is open for searching only."""
    return LibraryLocked(message("This library is open read-only."))


def _locked_folder(folder: Path) -> int:
    """Lock a folder; return its descriptor, or -1 if the system or the disk cannot.

    Raises:
        Timeout: Another process holds it.
    """
    if sys.platform == "win32":  # where open files cannot be deleted
        return -1
    import fcntl

    descriptor = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        os.close(descriptor)
        if error.errno in (errno.EWOULDBLOCK, errno.EAGAIN):
            raise Timeout(os.fspath(folder)) from None
        return -1
    return descriptor
