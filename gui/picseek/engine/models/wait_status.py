"""What a model waits for, as its threads tell it and as a run shows it."""

from __future__ import annotations

import math
import threading
import time
from collections.abc import Callable

from picseek.engine.messages import message


class Waits:
    """The wait that lasts longest of those told. Safe to use from any thread."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._sentence = ""
        self._ends_at = 0.0

    def tell(self, sentence: str, seconds: float) -> None:
        """A wait begins; or, with a full stop, a notice that is shown so long.

        Args:
            sentence: Why.
            seconds: How long; infinite: nobody knows.
        """
        ends_at = self._clock() + seconds
        with self._lock:
            if ends_at >= self._ends_at:
                self._sentence, self._ends_at = sentence, ends_at

    @property
    def note(self) -> str:
        """The wait in words, with the seconds left of it; ``""`` when nothing is waited for."""
        with self._lock:
            left = self._ends_at - self._clock()
            if left <= 0:
                return ""
            if self._sentence.endswith(".") or math.isinf(left):
                return self._sentence
            return message("{wait}, {seconds} s", wait=self._sentence, seconds=math.ceil(left))
