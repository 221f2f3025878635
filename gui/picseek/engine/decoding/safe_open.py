"""Opening picture files, and why one cannot be read, in words."""

from __future__ import annotations

import contextlib
import errno
import io
import os
from collections.abc import Iterator
from pathlib import Path

from picseek.engine.errors import PictureError
from picseek.engine.filesystem.safe_open import NotRegularError, open_regular
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
    """Open a regular file for reading.

    Raises:
        PictureError: It cannot be opened, or is no regular file.
    """
    with contextlib.ExitStack() as stack:
        with explained_read_errors():
            file, status = stack.enter_context(open_regular(path))
        yield file, status


@contextlib.contextmanager
def explained_read_errors() -> Iterator[None]:
    """Raises: PictureError, with a sentence for the user, in place of an OSError."""
    try:
        yield
    except NotRegularError:
        raise PictureError(
            ProblemCode.UNREADABLE, message("This is not an ordinary file.")
        ) from None
    except (FileNotFoundError, NotADirectoryError):
        raise PictureError(
            ProblemCode.VANISHED, message("This file is gone; it was moved or deleted.")
        ) from None
    except PermissionError:
        raise PictureError(
            ProblemCode.UNREADABLE, message("This file may not be read; check its permissions.")
        ) from None
    except OSError as error:
        raise PictureError(
            ProblemCode.IO_ERROR if error.errno in _DRIVE_FAILS else ProblemCode.UNREADABLE,
            message("This file cannot be read: {reason}.", reason=error.strerror or error),
        ) from error
