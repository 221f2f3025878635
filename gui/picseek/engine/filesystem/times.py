"""File times: in the range that can be stored, and marked where they are not reliable yet."""

from __future__ import annotations

import os
import time
from typing import NamedTuple

UNCERTAIN = -1
"""In place of a ctime: the file was written just before it was read, so it may have been written
again within the same tick of its file system's clock. It must be read again."""

_COARSEST_TICK = 2_000_000_000  # nanoseconds, of FAT. NFS may have ticks of a second.
_EARLIEST, _LATEST = -(2**63), 2**63 - 1


class FileTimes(NamedTuple):
    """When a file's content and its metadata changed; nanoseconds since the epoch."""

    mtime_ns: int
    ctime_ns: int


def storable_times(status: os.stat_result) -> FileTimes:
    """Times that SQLite can store: some file systems have dates after 2262 or before 1677."""
    return FileTimes(storable(status.st_mtime_ns), storable(status.st_ctime_ns))


def times_at_reading(status: os.stat_result) -> FileTimes:
    """Times to store with what is being read from a file now; see UNCERTAIN."""
    times = storable_times(status)
    is_certain = abs(time.time_ns() - status.st_mtime_ns) >= _COARSEST_TICK
    return times if is_certain else times._replace(ctime_ns=UNCERTAIN)


def storable(nanoseconds: int) -> int:
    """The nearest time that SQLite can store."""
    if _EARLIEST <= nanoseconds <= _LATEST:  # fast: called for each file of a library
        return nanoseconds
    return _EARLIEST if nanoseconds < 0 else _LATEST
