"""How fast each model indexes pictures on this computer: measured, or estimated."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from picseek.engine.types import DEFAULT_MODEL
from picseek.engine.types.models import IndexSpeed

if TYPE_CHECKING:
    from picseek.engine.store import SettingRepository

MIN_PICTURES = 20
"""In runs of fewer pictures, starting takes most of the time."""

_SETTING = "speed/{}"


class Speeds:
    """Pictures a minute, as measured in the runs of one library. Safe to use from any thread."""

    def __init__(self, settings: SettingRepository, times_slower: Callable[[str], float]) -> None:
        """Nothing is read yet.

        Args:
            settings: Stores the measurements.
            times_slower: Returns how much slower than the built-in model one is; 0: unknown.
        """
        self._settings = settings
        self._times_slower = times_slower

    def record(self, model: str, pictures: int, seconds: float) -> None:
        """Store the speed of a run, unless it indexed only a few pictures.

        Args:
            model: Its id.
            pictures: How many it has indexed.
            seconds: Without pauses.
        """
        if pictures >= MIN_PICTURES and seconds > 0:
            self._settings.set(_SETTING.format(model), f"{60 * pictures / seconds:.1f}")

    def of(self, model: str) -> IndexSpeed | None:
        """How fast a model is on this computer; None: unknown."""
        if measured := self._measured(model):
            return IndexSpeed(measured, measured=True)
        slower, basic = self._times_slower(model), self._measured(DEFAULT_MODEL)
        return IndexSpeed(basic / slower, measured=False) if slower and basic else None

    def _measured(self, model: str) -> float:
        try:
            return float(self._settings.get(_SETTING.format(model)) or 0)
        except ValueError:  # a damaged disk
            return 0.0
