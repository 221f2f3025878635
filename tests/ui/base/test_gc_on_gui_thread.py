"""Garbage is collected on the GUI thread alone."""

from __future__ import annotations

import gc
import threading
import weakref
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from picseek.ui.base.gc_on_gui_thread import GuiThreadCollector

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


class Knot:
    """Refers to itself, so only the collector frees it."""

    def __init__(self) -> None:
        self.itself = self
        self.freed_on: list[threading.Thread] = []
        freed_on = self.freed_on
        weakref.finalize(self, lambda: freed_on.append(threading.current_thread()))


@pytest.fixture
def collector(qtbot: QtBot) -> Iterator[GuiThreadCollector]:
    collector = GuiThreadCollector()
    collector.install()
    collector.collect()  # the start is over
    yield collector
    collector.uninstall()


def make_garbage(count: int) -> None:
    for _ in range(count):
        knot: list[object] = []
        knot.append(knot)


def test_a_thread_that_makes_much_garbage_collects_none(collector: GuiThreadCollector) -> None:
    freed = Knot().freed_on
    thread = threading.Thread(target=make_garbage, args=(50_000,))
    thread.start()
    thread.join()
    assert freed == []
    collector.collect()
    assert freed == [threading.main_thread()]


def test_what_the_start_made_is_not_looked_at(qtbot: QtBot) -> None:
    collector = GuiThreadCollector()
    collector.install()
    before = gc.get_freeze_count()
    started = [[number] for number in range(10_000)]
    collector.collect()
    assert gc.get_freeze_count() >= before + len(started)
    freed = Knot().freed_on
    collector.collect()
    assert freed == [threading.main_thread()]
    collector.uninstall()


@pytest.mark.parametrize("active", [True, False])
def test_what_lives_on_is_looked_at_only_while_nobody_looks(
    collector: GuiThreadCollector, monkeypatch: pytest.MonkeyPatch, active: bool
) -> None:
    states = Qt.ApplicationState
    state = states.ApplicationActive if active else states.ApplicationInactive
    monkeypatch.setattr(QGuiApplication, "applicationState", lambda: state)
    knots = [Knot()]
    freed = knots[0].freed_on
    for _ in range(30):
        collector.collect()
    knots.clear()
    for _ in range(30):
        collector.collect()
    assert bool(freed) is not active


def test_python_collects_again_afterwards(qtbot: QtBot) -> None:
    collector = GuiThreadCollector()
    collector.install()
    assert not gc.isenabled()
    collector.uninstall()
    assert gc.isenabled()
