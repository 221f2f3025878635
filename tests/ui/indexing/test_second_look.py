"""The second look, which begins by itself when nobody is busy."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QCheckBox, QToolButton

from picseek.engine.types.settings import IndexingOptions
from picseek.ui.base.idle_timer import IdleTimer
from picseek.ui.desktop.power import on_battery
from tests.support.ui.desk import Desk
from tests.support.ui.fake_library import draw_pictures


class Power:
    """Where the computer gets its power from, as a test has it."""

    def __init__(self) -> None:
        self.battery = False

    def __call__(self) -> bool:
        return self.battery


@pytest.fixture
def power(monkeypatch: pytest.MonkeyPatch) -> Power:
    power = Power()
    monkeypatch.setattr("picseek.ui.indexing.second_look.on_battery", power)
    return power


@pytest.fixture
def full(desk: Desk, tmp_path: Path, power: Power) -> Iterator[Desk]:
    """A window on a library of two pictures; four are to be looked at closer."""
    folder = tmp_path / "photos"
    desk.library.put(*draw_pictures(folder, "dog.jpg", "cat.jpg"))
    desk.library.remember(folder)
    desk.library.closer.left = 4
    desk.library.closer.gate.close()
    desk.open()
    desk.until_names("dog.jpg", "cat.jpg")
    yield desk
    desk.library.closer.gate.open()


def quiet(desk: Desk) -> IdleTimer:
    return desk.child(IdleTimer, "lookCloserWhenIdle")


def be_idle(desk: Desk) -> None:
    """Let the time pass that nobody is busy for."""
    desk.until(quiet(desk).isActive)
    quiet(desk).cancel()
    quiet(desk).timeout.emit()


def begin(desk: Desk) -> None:
    be_idle(desk)
    desk.until(lambda: desk.shown("closerDetails"))
    desk.library.closer.gate.let_pass()
    desk.until(lambda: desk.text("closerDetails") == "Detailed analysis: 1 of 4 pictures")


def test_it_begins_by_itself_once_nobody_is_busy(full: Desk) -> None:
    full.until(quiet(full).isActive)
    assert full.library.closer.begun == 0
    assert not full.shown("closerDetails")
    begin(full)
    full.library.closer.gate.open()
    full.until(lambda: not full.shown("closerDetails"))
    assert not full.shown("pauseCloserButton")
    assert full.library.closer.left == 0


def test_nothing_happens_where_every_picture_had_it(desk: Desk, power: Power) -> None:
    desk.open()
    desk.type("dog")
    desk.until(lambda: bool(desk.library.asked))
    assert not quiet(desk).isActive()
    assert desk.library.closer.begun == 0


def test_a_search_goes_first_and_it_goes_on_later(full: Desk) -> None:
    begin(full)
    full.type("dog.jpg")
    full.until_names("dog.jpg")
    full.library.closer.gate.let_pass(2)
    full.until(quiet(full).isActive)
    full.press("rescanAction")  # something else that takes a while
    full.until(lambda: not full.action("stopAction").isEnabled())
    assert full.library.closer.left >= 2
    be_idle(full)
    full.library.closer.gate.open()
    full.until(lambda: full.library.closer.left == 0)
    assert full.library.closer.begun == 1


def test_what_is_shown_is_asked_again_when_pictures_were_looked_at(full: Desk) -> None:
    full.type("dog.jpg")
    full.until_names("dog.jpg")
    asked = len(full.library.asked)
    begin(full)
    full.until(lambda: len(full.library.asked) > asked)


def test_it_is_not_shown_while_pictures_are_indexed(full: Desk, tmp_path: Path) -> None:
    begin(full)
    draw_pictures(tmp_path / "photos", "fox.jpg")
    full.library.index_gate.close()
    full.press("rescanAction")
    full.until(lambda: full.shown("indexProgress"))
    assert not full.shown("closerDetails")
    full.library.index_gate.open()
    full.until(lambda: full.shown("closerDetails"))


def test_the_user_can_hold_it(full: Desk) -> None:
    begin(full)
    button = full.child(QToolButton, "pauseCloserButton")
    assert button.accessibleName() == "Pause detailed analysis"
    button.click()
    assert full.text("closerDetails") == "Paused · Detailed analysis: 1 of 4 pictures"
    assert button.accessibleName() == "Resume detailed analysis"
    button.click()
    full.library.closer.gate.open()
    full.until(lambda: full.library.closer.left == 0)


def test_on_battery_it_waits(full: Desk, power: Power) -> None:
    begin(full)
    power.battery = True
    full.child(QTimer, "lookAtPower").timeout.emit()
    full.until(lambda: full.text("closerDetails") == "Detailed analysis resumes when plugged in")
    power.battery = False
    full.child(QTimer, "lookAtPower").timeout.emit()
    full.library.closer.gate.open()
    full.until(lambda: full.library.closer.left == 0)


def test_on_battery_it_does_not_even_begin(full: Desk, power: Power) -> None:
    power.battery = True
    be_idle(full)
    full.until(full.child(QTimer, "lookAtPower").isActive)
    assert full.library.closer.begun == 0
    power.battery = False
    full.child(QTimer, "lookAtPower").timeout.emit()
    full.until(lambda: full.library.closer.begun == 1)


def test_switching_it_off_ends_it_and_on_begins_again(full: Desk) -> None:
    begin(full)
    full.preferences("indexing")
    box = full.child(QCheckBox, "lookCloserBox")
    full.until(lambda: box.isEnabled() and box.isChecked())
    box.click()
    full.until(lambda: not full.shown("closerDetails"))
    assert not full.library.options.indexing.look_closer
    box.click()
    be_idle(full)
    full.until(lambda: full.library.closer.begun == 2)


def test_where_it_is_switched_off_it_never_begins(desk: Desk, power: Power) -> None:
    desk.library.options.set_indexing(IndexingOptions(look_closer=False))
    desk.library.closer.left = 4
    desk.open()
    desk.preferences("indexing")
    desk.until(lambda: not desk.child(QCheckBox, "lookCloserBox").isChecked())
    assert not quiet(desk).isActive()


def test_closing_the_window_stops_it(full: Desk) -> None:
    begin(full)
    full.window.close()
    assert full.library.closed
    assert full.library.closer.left == 3


def supply(folder: Path, **files: str) -> None:
    folder.mkdir(parents=True)
    for name, text in files.items():
        (folder / name).write_text(f"{text}\n")


def test_a_laptop_that_is_not_plugged_in_runs_on_battery(tmp_path: Path) -> None:
    assert not on_battery(tmp_path)  # a desktop computer
    supply(tmp_path / "BAT0", type="Battery", status="Discharging")
    supply(tmp_path / "AC", type="Mains", online="0")
    assert on_battery(tmp_path)
    (tmp_path / "AC" / "online").write_text("1\n")
    assert not on_battery(tmp_path)


def test_a_mouse_with_an_empty_battery_does_not_count(tmp_path: Path) -> None:
    supply(tmp_path / "hid", type="Battery", scope="Device", status="Discharging")
    assert not on_battery(tmp_path)
