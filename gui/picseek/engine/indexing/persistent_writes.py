"""Writes of a paid run, repeated while the disk is full or the library is busy."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from picseek.engine.errors import DiskFull, LibraryLocked
from picseek.engine.messages import message

if TYPE_CHECKING:
    from picseek.engine.cancel import JobControl
    from picseek.engine.models.wait_status import WaitStatus

_FIRST_PAUSE, _LONGEST_PAUSE = 0.05, 2.0
_GIVE_UP_SECONDS = 600.0


class PersistentWrites:
    """Lets a paid run wait while nothing can be stored. Safe to use from any thread."""

    def __init__(self, job: JobControl, waits: WaitStatus, *, paid: bool) -> None:
        """Write nothing yet.

        Args:
            job: Stops the waiting.
            waits: Reports the reason.
            paid: Whether the run is paid; otherwise writes are not repeated.
        """
        self._job = job
        self._waits = waits
        self._paid = paid

    def persist(self, write: Callable[[], None], report: Callable[[], None] = lambda: None) -> None:
        """Write, and repeat every few seconds while the disk is full or the library is in use.

        Args:
            write: Writes all or nothing.
            report: Called when `waits` has a reason.

        Raises:
            Cancelled: The job was stopped.
            LibraryError: From `write`, if waiting does not help.
        """
        pause, give_up_at = _FIRST_PAUSE, time.monotonic() + _GIVE_UP_SECONDS
        while True:
            try:
                write()
            except (DiskFull, LibraryLocked) as error:
                if not self._paid or time.monotonic() > give_up_at:
                    raise
                self._waits.report_wait(_reason(error), pause + 1, counts_down=False)
            else:
                return
            report()
            self._job.wait(pause)
            pause = min(2 * pause, _LONGEST_PAUSE)


def _reason(error: DiskFull | LibraryLocked) -> str:
    if isinstance(error, DiskFull):
        return message("The disk is full; indexing continues when you free up space")
    return message("Another app is using the library; indexing continues when it's available")
