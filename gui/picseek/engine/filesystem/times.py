"""Times of files: what of them can be stored, and when they say nothing yet."""

from __future__ import annotations

import os
import time
from typing import NamedTuple

UNSETTLED = -1
"""In place of a ctime: the file had only just been written when it was read. It may have been
written again within the same tick of its file system's clock, so it is to be read once more."""

_COARSEST_TICK = 2_000_000_000  # nanoseconds; FAT's. NFS may have steps of a second.
_EARLIEST, _LATEST = -(2**63), 2**63 - 1


class FileTimes(NamedTuple):
    """When a file was written, and when anything of it was changed; nanoseconds since the epoch."""

    mtime_ns: int
    ctime_ns: int


def storable_times(status: os.stat_result) -> FileTimes:
    """Times that SQLite can hold: some file systems have dates after 2262 or before 1677."""
    return FileTimes(storable(status.st_mtime_ns), storable(status.st_ctime_ns))


def times_at_reading(status: os.stat_result) -> FileTimes:
    """Times to be noted with what is now read from a file; see UNSETTLED."""
    times = storable_times(status)
    is_settled = abs(time.time_ns() - status.st_mtime_ns) >= _COARSEST_TICK
    return times if is_settled else times._replace(ctime_ns=UNSETTLED)


def storable(nanoseconds: int) -> int:
    """The nearest time that SQLite can hold."""
    if _EARLIEST <= nanoseconds <= _LATEST:  # asked for each file of a library
        return nanoseconds
    return _EARLIEST if nanoseconds < 0 else _LATEST
