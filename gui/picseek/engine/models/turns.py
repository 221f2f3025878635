"""Lets one thread at a time work on each model."""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from picseek.engine.cancel import CancelToken

_POLL_SECONDS = 0.1  # how often a wait checks whether it was cancelled


class Turns:
    """A lock for each model. Safe to use from any thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._turns: defaultdict[str, threading.Lock] = defaultdict(threading.Lock)

    @contextmanager
    def take(self, model_id: str, token: CancelToken) -> Iterator[None]:
        """Hold the lock of a model; raises: Cancelled, while waiting for another thread."""
        with self._lock:
            turn = self._turns[model_id]
        while not turn.acquire(timeout=_POLL_SECONDS):
            token.raise_if_cancelled()
        try:
            yield
        finally:
            turn.release()
