"""One index run at a time, and none while something it needs is changed."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager

from picseek.engine.errors import UsageError


class OneRun:
    """Lets one run go on at a time. Safe to use from any thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()

    def running(self) -> AbstractContextManager[object]:
        """A run: it waits for the one before."""
        return self._lock

    @contextmanager
    def kept_out(self, purpose: str) -> Iterator[None]:
        """Keep runs out for a while; raises: UsageError, if one is going on."""
        if not self._lock.acquire(blocking=False):
            raise UsageError(f"Pictures are being indexed; stop that before {purpose}.")
        try:
            yield
        finally:
            self._lock.release()
