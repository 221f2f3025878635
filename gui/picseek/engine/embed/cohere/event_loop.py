"""An event loop on a background thread, for calls that must end at once when cancelled.

A blocking read of a synchronous HTTP client cannot be interrupted from another thread, but a task
of an event loop can. (anyio's blocking portal waits for name look-ups when it is closed.)
"""

from __future__ import annotations

import asyncio
import concurrent.futures
import threading
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any, TypeVar

from picseek.engine.cancel import CancelToken
from picseek.engine.errors import Cancelled

_T = TypeVar("_T")

_POLL_SECONDS = 0.05
_CLOSE_SECONDS = 5.0


class LoopThread:
    """Runs coroutines for other threads. Started at first use. Safe to use from any thread."""

    def __init__(self, name: str, at_end: Callable[[], Awaitable[None]]) -> None:
        """Args: at_end: Awaited in the loop before it ends."""
        self._name = name
        self._at_end = at_end
        self._lock = threading.Lock()
        self._closed = False
        self._thread: threading.Thread | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._stop = asyncio.Event()

    def run(self, make: Callable[[], Coroutine[Any, Any, _T]], token: CancelToken) -> _T:
        """Run a coroutine to its end and return its value, or raise what it raises.

        Raises:
            Cancelled: Through the token, or because this was closed; the coroutine is
                cancelled too.
        """
        token.raise_if_cancelled()
        with self._lock:  # `close` cancels all coroutines that were submitted before it
            loop = self._started()
            future = asyncio.run_coroutine_threadsafe(make(), loop)
        try:
            while not concurrent.futures.wait([future], timeout=_POLL_SECONDS).done:
                token.raise_if_cancelled()
            return future.result()
        except concurrent.futures.CancelledError:
            raise Cancelled from None
        finally:
            future.cancel()  # without effect when it is done

    def close(self) -> None:
        """Cancel what runs, and end the thread."""
        with self._lock:
            if self._loop is not None and not self._closed:
                self._loop.call_soon_threadsafe(self._stop.set)
            self._closed = True
        if self._thread is not None:
            self._thread.join(_CLOSE_SECONDS)

    def _started(self) -> asyncio.AbstractEventLoop:
        if self._closed:
            raise Cancelled
        if self._loop is None:
            loop = asyncio.new_event_loop()
            loop.set_default_executor(_DaemonThreads())
            self._thread = threading.Thread(
                target=self._work, args=(loop,), name=self._name, daemon=True
            )
            self._thread.start()
            self._loop = loop
        return self._loop

    def _work(self, loop: asyncio.AbstractEventLoop) -> None:
        with asyncio.Runner(loop_factory=lambda: loop) as runner:
            runner.run(self._run_until_stopped())

    async def _run_until_stopped(self) -> None:
        await self._stop.wait()
        this = asyncio.current_task()
        others = [task for task in asyncio.all_tasks() if task is not this]
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)
        await self._at_end()


class _DaemonThreads(concurrent.futures.ThreadPoolExecutor):
    """The loop's executor, which looks up names on threads that are never joined.

    A look-up cannot be interrupted. The threads of a `ThreadPoolExecutor` are joined when the loop
    is closed and when the program ends, so a name server that does not answer would block both.
    """

    def submit(
        self, fn: Callable[..., _T], /, *args: object, **kwargs: object
    ) -> concurrent.futures.Future[_T]:
        future = concurrent.futures.Future[_T]()

        def run() -> None:
            if not future.set_running_or_notify_cancel():
                return
            try:
                result = fn(*args, **kwargs)
            except BaseException as error:  # noqa: BLE001 - raised where it is awaited
                future.set_exception(error)
            else:
                future.set_result(result)

        threading.Thread(target=run, name="name look-up", daemon=True).start()
        return future
