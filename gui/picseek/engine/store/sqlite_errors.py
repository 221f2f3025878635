"""Errors of SQLite and of the disk, as LibraryErrors with a message for the user."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from picseek.engine.errors import (
    DiskFull,
    LibraryDamaged,
    LibraryError,
    LibraryLocked,
    LibraryUnwritable,
)
from picseek.engine.filesystem.os_errors import is_disk_full
from picseek.engine.messages import Message, message
from picseek.engine.store.values import printable

_UNWRITABLE = (
    LibraryUnwritable,
    lambda file: message(
        "Picseek can't open or write {file}. Check the permissions "
        "of its folder, and that the disk isn't read-only.",
        file=file,
    ),
)
_DAMAGED = (
    LibraryDamaged,
    lambda file: message("The library {file} is damaged.", file=file),
)
_LOCKED = (
    LibraryLocked,
    lambda file: message("Another app is using {file}. Close it, then try again.", file=file),
)

# By primary result code, https://www.sqlite.org/rescode.html
_KNOWN_ERRORS: dict[int, tuple[type[LibraryError], Callable[[str], Message]]] = {
    sqlite3.SQLITE_FULL: (
        DiskFull,
        lambda file: message(
            "The disk with {file} is full. Free up some space, then "
            "start again; nothing that was saved is lost.",
            file=file,
        ),
    ),
    sqlite3.SQLITE_READONLY: _UNWRITABLE,
    sqlite3.SQLITE_PERM: _UNWRITABLE,
    sqlite3.SQLITE_CANTOPEN: _UNWRITABLE,
    sqlite3.SQLITE_BUSY: _LOCKED,
    sqlite3.SQLITE_LOCKED: _LOCKED,
    sqlite3.SQLITE_PROTOCOL: _LOCKED,
    sqlite3.SQLITE_CORRUPT: _DAMAGED,
    sqlite3.SQLITE_NOTADB: _DAMAGED,
    sqlite3.SQLITE_IOERR: (
        LibraryError,
        lambda file: message(
            "The disk with {file} reports errors. Check it and its connection, then try again.",
            file=file,
        ),
    ),
}


@contextmanager
def library_errors(file: Path) -> Iterator[None]:
    """Raise a LibraryError for SQLite errors that the environment causes, but not for bugs.

    Raises:
        LibraryError: One of the table above.
        sqlite3.Error: Any other.
    """
    try:
        yield
    except sqlite3.Error as error:
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF  # 0: raised by Python's wrapper
        if code not in _KNOWN_ERRORS:
            raise
        raise _known_error(code, file) from error


def disk_error(error: OSError, file: Path) -> LibraryError:
    """The LibraryError for a system error that concerns the library's files."""
    return _known_error(sqlite3.SQLITE_FULL if is_disk_full(error) else sqlite3.SQLITE_IOERR, file)


def _known_error(code: int, file: Path) -> LibraryError:
    kind, message_for = _KNOWN_ERRORS[code]
    return kind(message_for(printable(file)))


@contextmanager
def opening_errors(file: Path) -> Iterator[None]:
    """As `library_errors`; any other error of SQLite means that the library is damaged.

    Raises:
        LibraryError: For every error of SQLite.
    """
    try:
        with library_errors(file):
            yield
    except sqlite3.Error as error:
        raise LibraryDamaged(
            message("The library {file} is damaged ({reason}).", file=printable(file), reason=error)
        ) from error
