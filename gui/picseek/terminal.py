"""Progress of a run on a terminal or in a log."""

from __future__ import annotations

import sys
import time
from datetime import datetime
from typing import TextIO

from picseek.engine.types import IndexEvent, Problem, Progress

_LOG_EVERY_SECONDS = 5.0


class ProgressPrinter:
    """Writes progress to stderr: one line rewritten on a terminal, a line now and then elsewhere.

    Use as the `on_event` of `Library.index`, and call `close` when the run ends.
    """

    def __init__(self, stream: TextIO | None = None) -> None:
        self._stream = stream or sys.stderr
        self._rewrites = self._stream.isatty()
        self._started = self._told_at = time.monotonic()
        self._width = 0

    def __call__(self, event: IndexEvent) -> None:
        """Show one event of a run."""
        if isinstance(event, Problem):
            self._line(f"{event.path}: {event.message}")
        elif isinstance(event, Progress):
            self._progress(event)

    def close(self) -> None:
        """Leave the terminal on a clean line."""
        self._clear()

    def _progress(self, progress: Progress) -> None:
        now = time.monotonic()
        if self._rewrites:
            text = self._describe(progress, now)
            self._stream.write("\r" + text.ljust(self._width))
            self._width = len(text)
            self._stream.flush()
        elif now - self._told_at >= _LOG_EVERY_SECONDS:
            self._told_at = now
            self._line(self._describe(progress, now))

    def _describe(self, progress: Progress, now: float) -> str:
        rate = progress.indexed / max(now - self._started, 1e-6)
        if progress.total is None:
            return f"{progress.done:,} files, counting … {rate:.0f}/s"
        text = f"{progress.done:,} of {progress.total:,} files · {rate:.0f}/s"
        left = progress.total - progress.done
        if left and rate > 0:
            text += f" · {duration(left / rate)} left"
        if progress.failed:
            text += f" · {progress.failed:,} failed"
        if progress.note:
            text += f" · {progress.note}"
        return text

    def _line(self, text: str) -> None:
        self._clear()
        self._stream.write(text + "\n")
        self._stream.flush()

    def _clear(self) -> None:
        if self._width:
            self._stream.write("\r" + " " * self._width + "\r")
            self._stream.flush()
            self._width = 0


def duration(seconds: float) -> str:
    """A time span in words, e.g. ``2 min``."""
    if seconds < 60:
        return f"{max(1, round(seconds))} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 60 else f"{minutes // 60} h {minutes % 60} min"


def amount_of_data(size: int) -> str:
    """A number of bytes in words, e.g. ``2.1 MB``."""
    if size < 1_000:
        return f"{size} bytes"
    value = float(size)
    for unit in ("kB", "MB", "GB", "TB"):
        value /= 1_000
        if value < 999.5 or unit == "TB":
            break
    return f"{value:.1f} {unit}" if value < 9.95 else f"{value:,.0f} {unit}"


def moment(at: float) -> str:
    """A time in seconds since the epoch as ISO 8601, in local time with its offset."""
    return datetime.fromtimestamp(at).astimezone().isoformat(timespec="seconds")
