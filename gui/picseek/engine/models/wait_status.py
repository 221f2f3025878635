"""What a model waits for, and its notices to the user: reported by models, shown by runs."""

from __future__ import annotations

import math
import threading
import time
from collections.abc import Callable

from picseek.engine.messages import message

_NOTICE_SECONDS = 15.0  # that a notice is shown


class WaitStatus:
    """The longest wait and the last notice of a model. Safe to use from any thread."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._reason, self._wait_ends_at = "", 0.0
        self._counts_down = False
        self._notice, self._notice_ends_at = "", 0.0

    def report_wait(self, reason: str, seconds: float, *, counts_down: bool = True) -> None:
        """Report that a wait begins.

        Args:
            reason: What the model waits for, without a full stop.
            seconds: How long; infinite if that is unknown.
            counts_down: Whether to show the seconds that are left.
        """
        ends_at = self._clock() + seconds
        with self._lock:
            if ends_at >= self._wait_ends_at:
                self._reason, self._wait_ends_at = reason, ends_at
                self._counts_down = counts_down

    def notify(self, sentence: str) -> None:
        """Report something that the user should know."""
        with self._lock:
            self._notice, self._notice_ends_at = sentence, self._clock() + _NOTICE_SECONDS

    @property
    def wait(self) -> str:
        """The reason of the current wait and the seconds left; ``""``: there is no wait."""
        with self._lock:
            left = self._wait_ends_at - self._clock()
            if left <= 0:
                return ""
            if math.isinf(left) or not self._counts_down:
                return self._reason
            return message("{wait}, {seconds} s", wait=self._reason, seconds=math.ceil(left))

    @property
    def notice(self) -> str:
        """A recent notice, as a sentence, or ``""``."""
        with self._lock:
            return self._notice if self._clock() < self._notice_ends_at else ""
