"""Opening files without trusting them, and saying in words why one cannot be read."""

from __future__ import annotations

import contextlib
import errno
import io
import os
import stat
from collections.abc import Iterator
from pathlib import Path

from picseek.engine.errors import PictureError
from picseek.engine.messages import message
from picseek.engine.types import ProblemCode

_DRIVE_FAILS = frozenset(
    getattr(errno, name)
    for name in (
        *("EIO", "ESTALE", "ENXIO", "ENODEV", "EREMOTEIO", "ETIMEDOUT", "EHOSTDOWN"),
        *("EHOSTUNREACH", "ENETDOWN", "ENETUNREACH", "ENOTCONN", "ECONNRESET", "ECONNABORTED"),
    )
    if hasattr(errno, name)
)


@contextlib.contextmanager
def opened_file(path: str | Path) -> Iterator[tuple[io.BufferedReader, os.stat_result]]:
    """Open an ordinary file for reading, without waiting for a pipe's other end."""
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    with told_reading():
        descriptor = os.open(path, flags)
    try:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode):
            raise PictureError(ProblemCode.UNREADABLE, message("This isn't a regular file."))
        with open(descriptor, "rb", closefd=False) as file:
            yield file, status
    finally:
        os.close(descriptor)


@contextlib.contextmanager
def told_reading() -> Iterator[None]:
    """Say in words why a file cannot be read."""
    try:
        yield
    except (FileNotFoundError, NotADirectoryError):
        raise PictureError(
            ProblemCode.VANISHED, message("This file was moved or deleted.")
        ) from None
    except PermissionError:
        raise PictureError(
            ProblemCode.UNREADABLE, message("You don't have permission to read this file.")
        ) from None
    except OSError as error:
        raise PictureError(
            ProblemCode.IO_ERROR if error.errno in _DRIVE_FAILS else ProblemCode.UNREADABLE,
            message(
                "This file can't be read ({reason}). Check its drive and its permissions.",
                reason=error.strerror or error,
            ),
        ) from error
