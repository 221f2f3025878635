"""Measures the rate of progress and estimates the time left."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable

WINDOW_S = 10.0
"""Long enough for a steady display, short enough to follow a change of folder."""


class RateMeter:
    """Measures a growing count over the last seconds."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._samples: deque[tuple[float, int]] = deque()

    def reset(self) -> None:
        """Discard the samples: after a pause they would mislead."""
        self._samples.clear()

    def add(self, done: int) -> None:
        """Record the current count."""
        now = self._clock()
        self._samples.append((now, done))
        # One sample older than the window stays, so that the window is always covered.
        while len(self._samples) > 2 and self._samples[1][0] <= now - WINDOW_S:
            self._samples.popleft()

    def per_second(self) -> float | None:
        """The rate, or None while there are too few samples."""
        if len(self._samples) < 2:
            return None
        (first_at, first), (last_at, last) = self._samples[0], self._samples[-1]
        if last_at <= first_at or last <= first:
            return None
        return (last - first) / (last_at - first_at)

    def left(self, total: int) -> float | None:
        """Seconds until the count is `total`, or None while that is unknown."""
        rate = self.per_second()
        if rate is None:
            return None
        return max(0.0, (total - self._samples[-1][1]) / rate)
