"""One index run at a time, and none while something is done that a run would spoil."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from picseek.engine.errors import UsageError
from picseek.engine.messages import message


class RunLock:
    """Held by a run, as a context manager; a second run waits."""

    def __init__(self) -> None:
        self._lock = threading.Lock()

    def __enter__(self) -> None:
        self._lock.acquire()

    def __exit__(self, *exc_info: object) -> None:
        self._lock.release()

    @contextmanager
    def keep_out(self, purpose: str) -> Iterator[None]:
        """Keep runs out for a while.

        Args:
            purpose: What for, as in ``message("removing a folder")``.

        Raises:
            UsageError: A run is going on.
        """
        if not self._lock.acquire(blocking=False):
            raise UsageError(
                message("Pictures are being indexed; stop that before {purpose}.", purpose=purpose)
            )
        try:
            yield
        finally:
            self._lock.release()
