"""Runs a function in one worker process, one task at a time."""

from __future__ import annotations

import threading
from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import Generic, TypeVar

from picseek.engine.cancel import CancelToken
from picseek.engine.errors import EngineError
from picseek.engine.messages import message
from picseek.engine.workers.pool import WorkerPool

T = TypeVar("T")
R = TypeVar("R")

_POLL_SECONDS = 0.1  # how often a wait checks for cancellation


class SingleWorker(Generic[T, R]):
    """Runs a function in one worker process, which starts at first use and is reused.

    Safe to call from any thread; callers wait for each other.
    """

    def __init__(
        self,
        function: Callable[[T], R],
        *,
        writable: Path | None = None,
        timeout: float = 60.0,
        memory_limit: int | None = None,
    ) -> None:
        """Args: as for a `WorkerPool`."""
        self._function = function
        self._writable = writable
        self._timeout = timeout
        self._memory_limit = memory_limit
        self._lock = threading.Lock()
        self._keys = count()
        self._pool: WorkerPool[T, R] | None = None
        self._closed = False

    def run(self, task: T, token: CancelToken | None = None) -> R:
        """Call the function and wait for its result.

        Args:
            task: Its argument.
            token: Cancels waiting. The process is ended then, because it may hang.

        Raises:
            Cancelled: Through the token.
            PictureError: The function raised it, or its process crashed or took too long.
            EngineError: The function raised it, or no process can be started, or this was closed.
        """
        token = token or CancelToken()
        with self._lock:
            if self._closed:
                raise EngineError(message("The library is closed."))
            token.raise_if_cancelled()
            if self._pool is None:
                # At normal priority, because the user waits for it.
                self._pool = WorkerPool(
                    self._function,
                    workers=1,
                    timeout=self._timeout,
                    memory_limit=self._memory_limit,
                    modest=False,
                    writable=self._writable,
                )
            try:
                result = _answer(self._pool, next(self._keys), task, token)
            except BaseException:
                self._end()  # a late answer must not be taken for the next task's
                raise
        if isinstance(result, EngineError):
            raise result
        return result

    def close(self) -> None:
        """End the worker after its current task."""
        with self._lock:
            self._closed = True
            self._end()

    def _end(self) -> None:
        if self._pool is not None:
            self._pool.close()
            self._pool = None


def _answer(pool: WorkerPool[T, R], key: int, task: T, token: CancelToken) -> R | EngineError:
    """Wait for the answer to a task; the pool ends tasks that hang."""
    pool.submit(key, task)
    while True:
        for answered, result in pool.results(timeout=_POLL_SECONDS):
            if answered == key:
                return result
        token.raise_if_cancelled()
