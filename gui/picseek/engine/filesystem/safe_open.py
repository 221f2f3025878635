"""Opening untrusted files for reading: pipes, devices and terminals must not block the reader."""

from __future__ import annotations

import contextlib
import io
import os
import stat
from collections.abc import Iterator
from pathlib import Path

from picseek.engine.messages import message


class NotRegularFileError(OSError):
    """A folder, pipe, device or socket."""


@contextlib.contextmanager
def open_regular_file(path: str | Path) -> Iterator[tuple[io.BufferedReader, os.stat_result]]:
    """Open a regular file for reading; yield it with its status.

    Raises:
        NotRegularFileError: It is not a regular file; nothing was read from it.
        OSError: It cannot be opened.
        ValueError: No file can have this name.
    """
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    descriptor = os.open(path, flags)
    try:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode):
            raise NotRegularFileError(message("it isn't a regular file"))
        with open(descriptor, "rb", closefd=False) as file:
            yield file, status
    finally:
        os.close(descriptor)
