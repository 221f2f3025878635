"""Holds threads as long as a test wants."""

from __future__ import annotations

import threading

from picseek.engine.cancel import CancelToken


class Gate:
    """Lets a thread pass only as often as the test allows; open until closed."""

    def __init__(self) -> None:
        self._open = True
        self._passes = 0
        self._changed = threading.Condition()

    def close(self) -> None:
        """From now on, only `let_pass` lets anyone through."""
        with self._changed:
            self._open = False

    def open(self) -> None:
        """Let everyone through."""
        with self._changed:
            self._open = True
            self._changed.notify_all()

    def let_pass(self, times: int = 1) -> None:
        """Let so many through a closed gate."""
        with self._changed:
            self._passes += times
            self._changed.notify_all()

    def wait(self, token: CancelToken) -> None:
        """Wait for being let through.

        Raises:
            Cancelled: The token was cancelled.
        """
        with self._changed:
            while not (self._open or self._passes):
                token.raise_if_cancelled()
                self._changed.wait(0.01)
            if not self._open:
                self._passes -= 1
        token.raise_if_cancelled()
