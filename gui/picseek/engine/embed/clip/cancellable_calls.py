"""Runs blocking network calls on background threads so that cancelling returns at once.

A thread that waits for a server cannot be interrupted. So it is abandoned, and ends with its
timeout or, because it is a daemon, with the program (anyio's worker threads would keep that alive).
It accesses no file, and its result is ignored.
"""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Generator
from contextlib import closing
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from picseek.engine.cancel import JobControl

_T = TypeVar("_T")

_POLL_SECONDS = 0.1
_QUEUE_SIZE = 8  # results that may wait to be read

_Message = tuple[_T | None, Exception | None]
"""A result, an exception, or neither at the end."""


class CancellableCalls:
    """Makes the calls of one job. Use it from one thread."""

    def __init__(self, job: JobControl) -> None:
        self._job = job
        self._threads: list[threading.Thread] = []

    @property
    def idle(self) -> bool:
        """Whether no abandoned call is running."""
        return not any(thread.is_alive() for thread in self._threads)

    def call(self, function: Callable[[], _T]) -> _T:
        """Call a function and return its result.

        Raises:
            Cancelled: Through the job, at once.
            Exception: What the function raises.
        """

        def once() -> Generator[_T]:
            yield function()

        with closing(self._run(once, stop_at_pause=False)) as results:
            return next(results)

    def stream(self, produce: Callable[[], Generator[_T]]) -> Generator[_T]:
        """Yield what a generator yields, until its end or a pause of the job. Close the result.

        Raises:
            Cancelled: Through the job, at once.
            Exception: What the generator raises.
        """
        return self._run(produce, stop_at_pause=True)

    def _run(self, produce: Callable[[], Generator[_T]], *, stop_at_pause: bool) -> Generator[_T]:
        messages: queue.Queue[_Message[_T]] = queue.Queue(_QUEUE_SIZE)
        abandoned = threading.Event()
        thread = threading.Thread(
            target=_produce,
            args=(produce, messages, abandoned),
            name="cancellable call",
            daemon=True,
        )
        self._threads = [*filter(threading.Thread.is_alive, self._threads), thread]
        thread.start()
        try:
            while True:
                self._job.raise_if_cancelled()
                if stop_at_pause and self._job.paused:
                    return
                try:
                    result, error = messages.get(timeout=_POLL_SECONDS)
                except queue.Empty:
                    continue
                if error is not None or result is None:
                    thread.join()  # it has ended
                    if error is not None:
                        raise error
                    return
                yield result
        finally:
            abandoned.set()


def _produce(
    produce: Callable[[], Generator[_T]],
    messages: queue.Queue[_Message[_T]],
    abandoned: threading.Event,
) -> None:
    def put(message: _Message[_T]) -> bool:
        while not abandoned.is_set():
            try:
                messages.put(message, timeout=_POLL_SECONDS)
            except queue.Full:
                continue
            return True
        return False

    try:
        with closing(produce()) as results:
            if not all(put((result, None)) for result in results):
                return
    except Exception as error:  # noqa: BLE001 - raised in the caller's thread
        put((None, error))
    else:
        put((None, None))
