"""Stopping, pausing and resuming a job from another thread."""

from __future__ import annotations

import threading
import time

from picseek.engine.errors import Cancelled


class CancelToken:
    """Set from any thread, checked by the job. Once cancelled, always cancelled."""

    def __init__(self) -> None:
        self._cancelled = threading.Event()
        self._followers: list[CancelToken] = []

    @property
    def paid_calls(self) -> CancelToken:
        """The token that aborts paid calls in progress: this one."""
        return self

    @property
    def cancelled(self) -> bool:
        """Whether the job was asked to stop."""
        return self._cancelled.is_set()

    def cancel(self) -> None:
        """Ask the job to stop."""
        self._cancelled.set()
        for follower in tuple(self._followers):
            follower.cancel()

    def follow(self, leader: CancelToken) -> None:
        """Cancel this token as soon as another one is cancelled."""
        leader._followers.append(self)
        if leader.cancelled:  # perhaps before it was listed; no lock: signal handlers cancel
            self.cancel()

    def raise_if_cancelled(self) -> None:
        """Raises: Cancelled, if the job was asked to stop."""
        if self._cancelled.is_set():
            raise Cancelled

    def wait(self, seconds: float) -> None:
        """Sleep, but wake at once when cancelled.

        Raises:
            Cancelled: The job was asked to stop.
        """
        if self._cancelled.wait(seconds):
            raise Cancelled


class JobControl(CancelToken):
    """A CancelToken that can also be paused and resumed, and that stops in two steps.

    `cancel` starts nothing new but waits for paid calls in progress; `drop` aborts these, too.
    """

    def __init__(self) -> None:
        super().__init__()
        self._paid_calls = CancelToken()
        self._running = threading.Event()
        self._running.set()
        self._paused_s = 0.0
        self._paused_since = 0.0

    @property
    def paused_seconds(self) -> float:
        """Total time paused so far."""
        return self._paused_s + (time.monotonic() - self._paused_since if self.paused else 0.0)

    @property
    def paused(self) -> bool:
        """Whether the job is paused."""
        return not self._running.is_set()

    def pause(self) -> None:
        """Pause the job at its next check."""
        if not self.paused:
            self._paused_since = time.monotonic()
            self._running.clear()

    def resume(self) -> None:
        """Resume a paused job."""
        self._paused_s = self.paused_seconds
        self._running.set()

    def cancel(self) -> None:
        """Ask the job to stop, paused or not."""
        super().cancel()
        self._running.set()

    @property
    def paid_calls(self) -> CancelToken:
        """The token that aborts paid calls in progress."""
        return self._paid_calls

    def drop(self) -> None:
        """Ask the job to stop at once, without waiting for paid calls in progress."""
        self.cancel()
        self._paid_calls.cancel()

    def wait_while_paused(self) -> None:
        """Block while paused.

        Raises:
            Cancelled: The job was asked to stop.
        """
        self._running.wait()
        self.raise_if_cancelled()
