"""The slide show."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu

from picseek.ui.viewer import slide_show
from picseek.ui.viewer.awake import KeepAwake
from tests.ui.viewer.conftest import Gallery

KEY = Qt.Key
FULL = Qt.WindowState.WindowFullScreen


@pytest.fixture(autouse=True)
def no_bus(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """What the system was asked: to keep the screen on, or not."""
    asked: list[bool] = []
    monkeypatch.setattr(KeepAwake, "set", lambda _self, *, awake: asked.append(awake))
    return asked


def test_it_shows_one_picture_after_the_other_in_full_screen(
    gallery: Gallery, no_bus: list[bool]
) -> None:
    gallery.open()
    gallery.viewing.slide_show.seconds = 0.05
    gallery.desk.press("slideShowAction")
    assert gallery.desk.window.windowState() & FULL
    seen: set[str] = set()

    def all_seen() -> bool:
        seen.add(gallery.shown())
        return seen >= set(gallery.NAMES)

    gallery.desk.until(all_seen)
    gallery.desk.until(lambda: gallery.shown() == "e.jpg")  # and again from the beginning
    gallery.press(KEY.Key_Escape)
    assert not gallery.is_open()
    assert not gallery.desk.window.windowState() & FULL
    assert (no_bus[0], no_bus[-1]) == (True, False)


def test_space_holds_it(gallery: Gallery) -> None:
    gallery.open()
    gallery.desk.press("slideShowAction")
    show = gallery.viewing.slide_show
    for paused in (True, False):
        gallery.press(KEY.Key_Space)
        assert show.paused == paused
        assert show._timer.isActive() != paused


def test_arrows_go_on_by_hand_and_give_each_picture_its_time(gallery: Gallery) -> None:
    gallery.open()
    gallery.desk.press("slideShowAction")
    gallery.until_sharp("e.jpg")
    gallery.press(KEY.Key_Right)
    gallery.until_sharp("d.jpg")
    timer = gallery.viewing.slide_show._timer
    assert timer.remainingTime() > 0.9 * timer.interval()


def test_its_pace_can_be_chosen(gallery: Gallery) -> None:
    gallery.open()
    show = gallery.viewing.slide_show
    menu = QMenu(gallery.page)
    show.fill(menu)
    choice = menu.actions()[0].menu()
    assert isinstance(choice, QMenu)
    assert [action.text() for action in choice.actions() if action.isChecked()] == ["4 seconds"]
    choice.actions()[-1].trigger()
    assert show.seconds == 30
    assert not show._timer.isActive()


def test_from_the_viewer_it_ends_there(gallery: Gallery) -> None:
    gallery.open()
    gallery.view("c.jpg")
    gallery.desk.press("slideShowAction")
    gallery.press(KEY.Key_Escape)
    assert gallery.is_open()
    assert not gallery.viewing.slide_show.running


def test_without_motion_nothing_fades(gallery: Gallery, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(slide_show, "motion_wanted", lambda: False)
    gallery.open()
    gallery.desk.press("slideShowAction")
    assert not gallery.page.display.fades


def test_a_picture_that_cannot_be_shown_does_not_hold_it(gallery: Gallery) -> None:
    gallery.open()
    gallery.files["d.jpg"].unlink()
    gallery.viewing.slide_show.seconds = 0.05
    gallery.desk.press("slideShowAction")
    gallery.desk.until(lambda: gallery.shown() == "b.jpg")


def test_closing_the_window_ends_it(gallery: Gallery, no_bus: list[bool]) -> None:
    gallery.open()
    gallery.desk.press("slideShowAction")
    assert gallery.desk.window.close()
    assert no_bus[-1] is False
