"""Drives that are unplugged or stop answering while a run reads from them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path

from picseek.engine.filesystem.volumes import Volumes, nearest_existing
from picseek.engine.messages import message
from picseek.engine.types import Problem, ProblemCode, Stage

_TRUST = 20
"""Maximum cost of consecutive failures before a volume is skipped until the next run."""

_COSTS = {ProblemCode.IO_ERROR: 1, ProblemCode.TIMEOUT: 7}
"""A read error takes seconds at most, a hang takes a minute."""


class Drives:
    """Which volumes a run can still read from.

    A volume that is disconnected, or fails many times in a row, is reported once, instead of its
    files.
    """

    def __init__(self, volumes: Volumes, report: Callable[[Problem], None]) -> None:
        """Args: report: Called once for each volume that is skipped."""
        self._volumes = volumes
        self._report = report
        self._tops: dict[str, Path] = {}
        self._costs = Counter[str]()
        self._lost: set[str] = set()
        self._silent: set[str] = set()

    def met(self, folder: Path, volume: str) -> None:
        """Record a folder on a volume; reports name the first one."""
        self._tops.setdefault(volume, folder)

    def answered(self, volume: str) -> None:
        """Record that a file on it was read."""
        self._costs.pop(volume, None)

    def failed(self, folder: Path, volume: str, code: ProblemCode) -> None:
        """Record a failure in a folder, and check whether its volume is the cause."""
        if volume in self._lost or code is ProblemCode.UNREADABLE:
            return
        self._costs[volume] += _COSTS.get(code, 0)
        top = self._tops.get(volume, folder)
        if not self._is_connected(folder, volume):
            text = message("The drive of “{folder}” is no longer connected.", folder=top)
        elif self._costs[volume] >= _TRUST:
            self._silent.add(volume)
            text = message(
                "The drive of “{folder}” isn't responding. Picseek tries again the "
                "next time it checks for changes.",
                folder=top,
            )
        else:
            return
        self._lost.add(volume)
        self._report(Problem(top, Stage.SCAN, ProblemCode.VANISHED, text))

    def is_lost(self, volume: str) -> bool:
        """Whether this run skips it."""
        return volume in self._lost

    def is_silent(self, volume: str) -> bool:
        """Whether it appears connected but does not respond, so it should not be accessed."""
        return volume in self._silent

    def _is_connected(self, folder: Path, volume: str) -> bool:
        found = nearest_existing(self._volumes, str(folder))
        return found is not None and found.volume == volume
