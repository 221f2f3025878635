"""One background thread that is never waited for when the program ends.

`concurrent.futures.ThreadPoolExecutor` joins its threads at exit, so a job that is stuck in a
dead network disk would keep the process alive after its window was closed.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable
from concurrent.futures import Executor, Future
from functools import partial
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")


class LaneThread(Executor):
    """Runs jobs one after the other; its daemon thread starts with the first."""

    def __init__(self, name: str) -> None:
        self._changed = threading.Condition()
        self._waiting: deque[tuple[Future[object], Callable[[], object]]] = deque()
        self._closed = False
        self._thread = threading.Thread(target=self._work, name=name, daemon=True)

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Queue a job.

        Raises:
            RuntimeError: It was shut down.
        """
        future: Future[T] = Future()
        with self._changed:
            if self._closed:
                raise RuntimeError("submit on a lane that was shut down")
            self._waiting.append((future, partial(fn, *args, **kwargs)))  # type: ignore[arg-type]
            if self._thread.ident is None:
                self._thread.start()
            self._changed.notify()
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Take no more jobs.

        Args:
            wait: Block until the submitted jobs are done.
            cancel_futures: Cancel those that have not started.
        """
        with self._changed:
            self._closed = True
            if cancel_futures:
                for future, _job in self._waiting:
                    future.cancel()
            self._changed.notify()
        if wait and self._thread.ident is not None:
            self._thread.join()

    def _work(self) -> None:
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._waiting or self._closed)
                if not self._waiting:
                    return
                future, job = self._waiting.popleft()
            if not future.set_running_or_notify_cancel():
                continue
            try:
                result = job()
            except BaseException as error:  # noqa: BLE001 - raised by the future
                future.set_exception(error)
            else:
                future.set_result(result)
            del future, job
