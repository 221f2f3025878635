"""Shared by the tests of the grid."""

from __future__ import annotations

import time
from functools import partial
from typing import TYPE_CHECKING

import pytest

from tests.support.ui.grid_on_screen import Build, grid_on_screen

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


@pytest.fixture
def build(qtbot: QtBot) -> Build:
    """Makes a grid of so many pictures."""
    return partial(grid_on_screen, qtbot)


class Clock:
    """Takes the place of the module `time` where names are typed.

    Attributes:
        ahead: Seconds that have passed for whoever asks it.
    """

    def __init__(self) -> None:
        self.ahead = 0.0

    def monotonic(self) -> float:
        return time.monotonic() + self.ahead


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """How long ago something was typed."""
    made = Clock()
    monkeypatch.setattr("picseek.ui.grid.type_ahead.time", made)
    return made
