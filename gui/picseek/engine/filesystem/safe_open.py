"""Opening files that may be anything: a pipe, a device, or a link to one."""

from __future__ import annotations

import errno
import io
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class NotRegularError(OSError):
    """What is to be read is no regular file."""


@contextmanager
def open_regular(path: str | Path) -> Iterator[tuple[io.BufferedReader, os.stat_result]]:
    """Open a regular file for reading, without waiting for the other end of a pipe.

    Raises:
        OSError: It cannot be opened; NotRegularError, if it is something else.
        ValueError: No file can have this name.
    """
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    descriptor = os.open(path, flags)
    try:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode):
            raise NotRegularError(errno.EINVAL, os.strerror(errno.EINVAL), str(path))
        with open(descriptor, "rb", closefd=False) as file:
            yield file, status
    finally:
        os.close(descriptor)
