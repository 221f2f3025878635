"""A line of progress on stderr."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from typing import TextIO

from picseek.cli.output import one_line

_LOG_EVERY_SECONDS = 5.0


class StatusLine:
    """One line that is rewritten on a terminal; in a log, a new line every few seconds."""

    def __init__(
        self, stream: TextIO | None = None, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._stream = stream or sys.stderr
        self._clock = clock
        self._rewrites = self._stream.isatty()
        self._logged_at = clock()
        self._width = 0

    def show(self, describe: Callable[[], str]) -> None:
        """Show the text that `describe` returns; it is not called if nothing is due."""
        now = self._clock()
        if self._rewrites:
            text = describe()
            self._stream.write("\r" + text.ljust(self._width))
            self._width = len(text)
            self._stream.flush()
        elif now - self._logged_at >= _LOG_EVERY_SECONDS:
            self._logged_at = now
            self.print(describe())

    def print(self, text: str) -> None:
        """Print a line that stays."""
        self.clear()
        self._stream.write(one_line(text, self._stream) + "\n")
        self._stream.flush()

    def clear(self) -> None:
        """Remove what is shown, so that something else can be printed."""
        if self._width:
            self._stream.write("\r" + " " * self._width + "\r")
            self._stream.flush()
            self._width = 0
