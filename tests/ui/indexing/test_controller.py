"""Indexing, as the user sees and steers it."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QLabel, QProgressBar, QPushButton, QWidget

from picseek.engine.errors import DiskFull, ModelError
from tests.support.ui.desk import Desk
from tests.support.ui.fake_library import draw_pictures


@pytest.fixture
def photos(tmp_path: Path) -> Path:
    folder = tmp_path / "photos"
    draw_pictures(folder, "a.jpg", "b.jpg", "c.jpg", "d.jpg")
    return folder


class ShowWatch(QObject):
    """Counts how often a widget appears."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.times = 0
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self.times += event.type() == QEvent.Type.Show
        return False


@pytest.fixture
def held(desk: Desk, photos: Path) -> Desk:
    """A window that holds still after the first of four pictures."""
    desk.open()
    desk.library.index_gate.close()
    desk.drop(photos)
    desk.library.index_gate.let_pass()
    desk.until(lambda: desk.text("indexDetails").startswith("1 of 4"))
    return desk


def details(desk: Desk) -> str:
    return desk.child(QLabel, "indexDetails").text()


def test_progress_is_shown_while_it_runs_and_gone_after(held: Desk) -> None:
    bar = held.child(QProgressBar, "indexProgress")
    assert bar.isVisible()
    assert (bar.value(), bar.maximum()) == (1, 4)
    held.library.index_gate.open()
    held.until(lambda: not bar.isVisible())
    assert held.library.status().pictures == 4


def test_the_total_is_not_known_at_first(desk: Desk, tmp_path: Path) -> None:
    desk.open()
    draw_pictures(tmp_path / "one", "a.jpg")
    desk.library.index_gate.close()
    desk.drop(tmp_path / "one")
    desk.until(lambda: details(desk) == "Looking for pictures…")
    bar = desk.child(QProgressBar, "indexProgress")
    assert (bar.minimum(), bar.maximum()) == (0, 0)
    desk.library.index_gate.open()
    desk.until(lambda: not bar.isVisible())


def test_pictures_can_be_found_while_indexing_runs(held: Desk) -> None:
    held.until_names("a.jpg")
    held.type("a.jpg")
    held.until(lambda: held.message() == "1 result")
    assert held.action("stopAction").isEnabled()


def test_it_can_be_held_and_go_on(held: Desk) -> None:
    pause = held.action("pauseAction")
    held.press("pauseAction")
    assert details(held) == "Paused · 1 of 4"
    assert pause.text() == "Resume indexing"
    held.library.index_gate.let_pass(3)
    held.press("pauseAction")
    assert pause.text() == "Pause indexing"
    held.until(lambda: held.library.status().pictures == 4)


def test_it_can_be_stopped(held: Desk) -> None:
    held.press("stopAction")
    held.until(lambda: not held.shown("indexProgress"))
    assert held.library.status().pictures == 1
    assert not held.shown("banner")
    assert not held.action("stopAction").isEnabled()


def test_it_can_be_stopped_while_it_is_held(held: Desk) -> None:
    held.press("pauseAction")
    held.press("stopAction")
    held.until(lambda: not held.shown("indexProgress"))


def test_a_second_folder_waits_for_the_first(held: Desk, tmp_path: Path) -> None:
    draw_pictures(tmp_path / "more", "e.jpg")
    held.drop(tmp_path / "more")
    held.until(lambda: len(held.library.folders()) == 2)
    held.library.index_gate.open()
    held.until_names("a.jpg", "b.jpg", "c.jpg", "d.jpg", "e.jpg")


def test_a_short_check_that_finds_nothing_is_not_shown(
    desk: Desk, photos: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("picseek.ui.indexing.controller.QUIET_MS", 100_000)
    desk.library.put(*sorted(photos.iterdir()))
    desk.library.remember(photos)
    desk.show()
    watch = ShowWatch(desk.child(QProgressBar, "indexProgress"))
    desk.until(lambda: desk.library.runs == [((), False)])
    desk.until(lambda: not desk.action("stopAction").isEnabled())
    assert watch.times == 0
    desk.press("rescanAction")
    desk.until(lambda: watch.times == 1)  # it would have been seen


def test_a_long_check_for_changes_is_shown(
    desk: Desk, photos: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("picseek.ui.indexing.controller.QUIET_MS", 1)
    desk.library.remember(photos)
    desk.library.index_gate.close()
    desk.show()
    desk.until(lambda: desk.shown("indexProgress"))
    desk.library.index_gate.open()
    desk.until(lambda: not desk.shown("indexProgress"))


def test_a_check_for_changes_that_finds_something_is_shown(desk: Desk, photos: Path) -> None:
    desk.library.remember(photos)
    desk.library.index_gate.close()
    desk.show()
    desk.library.index_gate.let_pass()
    desk.until(lambda: desk.shown("indexProgress"))
    desk.library.index_gate.open()
    desk.until(lambda: not desk.shown("indexProgress"))


def test_what_ends_a_run_is_shown_with_a_next_step(desk: Desk, photos: Path) -> None:
    desk.open()
    desk.library.fails = DiskFull("The disk is full; free some space.")
    desk.drop(photos)
    desk.until(lambda: desk.shown("banner"))
    assert desk.text("bannerText") == "The disk is full; free some space."
    assert desk.child(QPushButton, "bannerAction").text() == "Try again"
    desk.click("bannerAction")
    desk.until(lambda: len(desk.names()) == 4)
    assert not desk.shown("banner")


def test_what_is_wrong_with_a_model_leads_to_the_preferences(desk: Desk) -> None:
    desk.open()
    desk.library.fails = ModelError("The key was refused; enter another one.")
    desk.press("rescanAction")
    desk.until(lambda: desk.shown("banner"))
    desk.click("bannerAction")
    desk.until(lambda: desk.shown("preferencesDialog"))


def test_a_banner_can_be_closed(desk: Desk) -> None:
    desk.open()
    desk.library.fails = DiskFull("The disk is full.")
    desk.press("rescanAction")
    desk.until(lambda: desk.shown("banner"))
    desk.click("bannerClose")
    assert not desk.shown("banner")


def test_closing_the_window_stops_a_run(held: Desk) -> None:
    held.window.close()
    assert held.library.closed
    assert held.library.status().pictures == 1


def test_closing_the_window_stops_a_held_run(held: Desk) -> None:
    held.press("pauseAction")
    held.window.close()
    assert held.library.closed


def test_all_files_can_be_read_again(desk: Desk, photos: Path) -> None:
    desk.open()
    desk.press("rescanAction")
    desk.until(lambda: bool(desk.library.runs))
    assert desk.library.full_runs == 0
    desk.press("readAllAction")
    desk.until(lambda: desk.library.full_runs == 1)
    assert desk.library.runs[-1] == ((), True), "also what failed before"
