"""Times of files: as they can be stored, and whether they can be relied on yet."""

from __future__ import annotations

import os
import time
from typing import NamedTuple

UNCERTAIN = -1
"""In place of a ctime: the file was written just before it was read. It may have been written again
within the same tick of its file system's clock, so it must be read again."""

_COARSEST_TICK = 2_000_000_000  # nanoseconds; FAT's. NFS may have steps of a second.
_EARLIEST, _LATEST = -(2**63), 2**63 - 1


class FileTimes(NamedTuple):
    """When a file's content and its metadata changed; nanoseconds since the epoch."""

    mtime_ns: int
    ctime_ns: int


def storable_times(status: os.stat_result) -> FileTimes:
    """Times that SQLite can store: some file systems have dates after 2262 or before 1677."""
    return FileTimes(storable(status.st_mtime_ns), storable(status.st_ctime_ns))


def times_at_reading(status: os.stat_result) -> FileTimes:
    """Times to store with what is now read from a file; see UNCERTAIN."""
    times = storable_times(status)
    is_certain = abs(time.time_ns() - status.st_mtime_ns) >= _COARSEST_TICK
    return times if is_certain else times._replace(ctime_ns=UNCERTAIN)


def storable(nanoseconds: int) -> int:
    """The nearest time that SQLite can store."""
    if _EARLIEST <= nanoseconds <= _LATEST:  # fast: called for each file of a library
        return nanoseconds
    return _EARLIEST if nanoseconds < 0 else _LATEST
