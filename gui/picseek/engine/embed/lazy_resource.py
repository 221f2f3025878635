"""A value that is expensive to load: loaded at first use, and released when it is not used."""

from __future__ import annotations

import math
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Generic, TypeVar

from picseek.engine.errors import ModelError
from picseek.engine.messages import message

_T = TypeVar("_T")


class LazyResource(Generic[_T]):
    """Loads one value whenever it is needed and not loaded. Safe to use from any thread.

    While it is loaded, a thread waits until it can be released; `close` ends the thread.
    """

    def __init__(self, load: Callable[[], _T], idle_seconds: float = math.inf) -> None:
        """Load nothing yet.

        Args:
            load: Loads the value; `use` raises what it raises.
            idle_seconds: After how long without use the value is released; infinite: never.
        """
        self._load = load
        self._idle_seconds = idle_seconds
        self._changed = threading.Condition()
        self._loading = threading.Lock()
        self._value: _T | None = None
        self._users = 0
        self._used_at = 0.0
        self._closed = False
        self._releaser: threading.Thread | None = None

    @property
    def is_loaded(self) -> bool:
        """Whether the value is in memory."""
        with self._changed:
            return self._value is not None

    @contextmanager
    def use(self) -> Iterator[_T]:
        """Yield the value, which stays loaded inside the block.

        Raises:
            ModelError: The resource was closed.
        """
        value = self._acquire()
        try:
            yield value
        finally:
            with self._changed:
                self._users -= 1
                self._used_at = time.monotonic()
                if self._closed or not self._idle_seconds:
                    self._release_unless_used()
                self._changed.notify_all()

    def retire(self) -> None:
        """From now on, release the value as soon as it is not used."""
        with self._changed:
            self._idle_seconds = 0.0
            self._release_unless_used()
            self._changed.notify_all()

    def close(self) -> None:
        """Release the value permanently, once it is not used."""
        with self._changed:
            self._closed = True
            self._release_unless_used()
            self._changed.notify_all()
            releaser = self._releaser
        if releaser is not None and releaser is not threading.current_thread():
            releaser.join()

    def _release_unless_used(self) -> None:
        if not self._users:
            self._value = None

    def _acquire(self) -> _T:
        with self._loading:  # one thread loads, the others wait for it
            with self._changed:
                if self._closed:
                    raise ModelError(message("The model was closed. Search again."))
                self._users += 1
                value = self._value
            return self._loaded() if value is None else value

    def _loaded(self) -> _T:
        try:
            value = self._load()
        except BaseException:
            with self._changed:
                self._users -= 1
            raise
        with self._changed:
            self._value = value
            if self._idle_seconds < math.inf:
                self._releaser = threading.Thread(
                    target=self._release_when_idle, name="release-when-idle", daemon=True
                )
                self._releaser.start()
        return value

    def _release_when_idle(self) -> None:
        with self._changed:
            while self._users or not self._closed:
                left = self._used_at + self._idle_seconds - time.monotonic()
                if self._users:
                    self._changed.wait()
                elif left > 0:
                    self._changed.wait(left)
                else:
                    break
            self._value = None
