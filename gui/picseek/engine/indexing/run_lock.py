"""One index run at a time, and none during actions that a run would interfere with."""

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
    def without_runs(self, purpose: str) -> Iterator[None]:
        """Prevent runs until the end of the block.

        Args:
            purpose: A phrase, such as ``message("removing a folder")``.

        Raises:
            UsageError: An index run is in progress.
        """
        if not self._lock.acquire(blocking=False):
            raise UsageError(
                message(
                    "Pictures are being indexed. Stop indexing before {purpose}.", purpose=purpose
                )
            )
        try:
            yield
        finally:
            self._lock.release()
