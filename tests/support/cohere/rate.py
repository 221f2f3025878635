"""The stand-in's rate limits: strict sliding windows, with a minute as long as one likes."""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """What a key may use; None is without limit.

    Attributes:
        pictures: Pictures in a minute; a batch of n counts n.
        texts: Texts in a minute.
        minute: Real seconds that a minute lasts: less than 60 makes tests short.
        retry_after: Whether a refusal says, in real seconds, when to come back.
    """

    pictures: int | None = None
    texts: int | None = None
    minute: float = 60.0
    retry_after: bool = False


class Window:
    """Counts what was admitted in the last minute. Safe to use from any thread."""

    def __init__(
        self, limit: int | None, minute: float, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._limit = limit
        self._minute = minute
        self._clock = clock
        self._lock = threading.Lock()
        self._admitted: deque[tuple[float, int]] = deque()
        self._used = 0

    def admit(self, count: int) -> float:
        """Admit this many now, all or none.

        Returns:
            0 when they are admitted, else the seconds after which they would be; a whole
            minute for more than the limit ever allows.
        """
        with self._lock:
            now = self._clock()
            while self._admitted and self._admitted[0][0] <= now - self._minute:
                self._used -= self._admitted.popleft()[1]
            if self._limit is None or self._used + count <= self._limit:
                if count:
                    self._admitted.append((now, count))
                    self._used += count
                return 0.0
            return self._seconds_until_room(count, self._limit, now)

    def _seconds_until_room(self, count: int, limit: int, now: float) -> float:
        left = self._used
        for at, admitted in self._admitted:
            left -= admitted
            if left + count <= limit:
                return at + self._minute - now
        return self._minute
