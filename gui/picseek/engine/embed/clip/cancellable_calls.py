"""Calls that may hang, on threads aside: whoever is told to stop does not wait for a network.

A thread that waits for a silent server cannot be woken. So it is left to itself, and ends with its
own timeout, or with the program. It touches no file, and nobody hears what it still finds.
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

_LOOK_SECONDS = 0.1
_AHEAD = 8  # results that may wait to be taken

_Message = tuple[_T | None, Exception | None]
"""A result, or what was raised, or neither: the end."""


class Aside:
    """Makes the calls of one job. Used from one thread."""

    def __init__(self, job: JobControl) -> None:
        self._job = job
        self._threads: list[threading.Thread] = []

    @property
    def idle(self) -> bool:
        """Whether no call is left to itself now."""
        return not any(thread.is_alive() for thread in self._threads)

    def call(self, ask: Callable[[], _T]) -> _T:
        """What a call returns.

        Raises:
            Cancelled: Through the job, at once.
            Exception: What the call raises.
        """

        def once() -> Generator[_T]:
            yield ask()

        with closing(self._run(once, heed_pause=False)) as results:
            return next(results)

    def stream(self, produce: Callable[[], Generator[_T]]) -> Generator[_T]:
        """What a generator yields, until its end or a pause of the job. Close it.

        Raises:
            Cancelled: Through the job, at once.
            Exception: What the generator raises.
        """
        return self._run(produce, heed_pause=True)

    def _run(self, produce: Callable[[], Generator[_T]], *, heed_pause: bool) -> Generator[_T]:
        messages: queue.Queue[_Message[_T]] = queue.Queue(_AHEAD)
        unwanted = threading.Event()
        thread = threading.Thread(
            target=_produce, args=(produce, messages, unwanted), name="aside", daemon=True
        )
        self._threads = [*filter(threading.Thread.is_alive, self._threads), thread]
        thread.start()
        try:
            while True:
                self._job.raise_if_cancelled()
                if heed_pause and self._job.paused:
                    return
                try:
                    result, error = messages.get(timeout=_LOOK_SECONDS)
                except queue.Empty:
                    continue
                if error is not None or result is None:
                    thread.join()  # these are its last words
                    if error is not None:
                        raise error
                    return
                yield result
        finally:
            unwanted.set()


def _produce(
    produce: Callable[[], Generator[_T]],
    messages: queue.Queue[_Message[_T]],
    unwanted: threading.Event,
) -> None:
    def told(message: _Message[_T]) -> bool:
        while not unwanted.is_set():
            try:
                messages.put(message, timeout=_LOOK_SECONDS)
            except queue.Full:
                continue
            return True
        return False

    try:
        with closing(produce()) as results:
            if not all(told((result, None)) for result in results):
                return
    except Exception as error:  # noqa: BLE001 - raised where it is waited for
        told((None, error))
    else:
        told((None, None))
