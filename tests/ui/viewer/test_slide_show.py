"""The slide show."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QMenu

from picseek.ui.base.window_settings import WindowSettings, load_settings, save_settings
from picseek.ui.desktop.keep_awake import KeepAwake
from picseek.ui.viewer import slide_show
from tests.ui.viewer.conftest import Gallery

if TYPE_CHECKING:
    from pathlib import Path

KEY = Qt.Key
FULL = Qt.WindowState.WindowFullScreen


@pytest.fixture(autouse=True)
def no_bus(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """What the system was asked: to keep the screen on, or not."""
    asked: list[bool] = []
    monkeypatch.setattr(KeepAwake, "set", lambda _self, *, awake: asked.append(awake))
    return asked


def turns(gallery: Gallery) -> QTimer:
    """What counts the time until the next picture."""
    return gallery.desk.child(QTimer, "slideShowTurns")


def test_it_shows_one_picture_after_the_other_in_full_screen(
    gallery: Gallery, no_bus: list[bool]
) -> None:
    gallery.open()
    gallery.slide_show.seconds = 0.05
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


def test_space_pauses_it(gallery: Gallery) -> None:
    gallery.open()
    gallery.desk.press("slideShowAction")
    for paused in (True, False):
        gallery.press(KEY.Key_Space)
        assert turns(gallery).isActive() != paused


def test_arrows_go_on_by_hand_and_give_each_picture_its_time(gallery: Gallery) -> None:
    gallery.open()
    gallery.desk.press("slideShowAction")
    gallery.until_sharp("e.jpg")
    gallery.press(KEY.Key_Right)
    gallery.until_sharp("d.jpg")
    timer = turns(gallery)
    assert timer.remainingTime() > 0.9 * timer.interval()


def test_its_pace_can_be_chosen(gallery: Gallery) -> None:
    gallery.open()
    show = gallery.slide_show
    menu = QMenu(gallery.page)
    show.fill(menu)
    choice = menu.actions()[0].menu()
    assert isinstance(choice, QMenu)
    assert [action.text() for action in choice.actions() if action.isChecked()] == ["4 seconds"]
    choice.actions()[-1].trigger()
    assert show.seconds == 30
    assert not turns(gallery).isActive()


def test_from_the_viewer_it_ends_there(gallery: Gallery) -> None:
    gallery.open()
    gallery.view("c.jpg")
    gallery.desk.press("slideShowAction")
    gallery.press(KEY.Key_Escape)
    assert gallery.is_open()
    assert not gallery.slide_show.running


def test_without_motion_nothing_fades(gallery: Gallery, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(slide_show, "motion_wanted", lambda: False)
    gallery.open()
    gallery.desk.press("slideShowAction")
    assert not gallery.page.display.fades


def test_a_picture_that_cannot_be_shown_does_not_hold_it(gallery: Gallery) -> None:
    gallery.open()
    gallery.files["d.jpg"].unlink()
    gallery.slide_show.seconds = 0.05
    gallery.desk.press("slideShowAction")
    gallery.desk.until(lambda: gallery.shown() == "b.jpg")


def test_closing_the_window_ends_it(gallery: Gallery, no_bus: list[bool]) -> None:
    gallery.open()
    gallery.desk.press("slideShowAction")
    assert gallery.desk.window.close()
    assert no_bus[-1] is False


def test_of_several_selected_pictures_it_shows_those_and_selects_them_again(
    gallery: Gallery,
) -> None:
    gallery.open()
    gallery.desk.select("d.jpg", "a.jpg")
    position, library = gallery.page.position, gallery.desk.library
    chosen = {library.id_of("a.jpg"), library.id_of("d.jpg")}
    gallery.slide_show.seconds = 0.05
    seen: list[int] = []
    position.moved.connect(lambda: seen.append(position.picture_id))
    gallery.desk.press("slideShowAction")
    gallery.desk.until(lambda: len(seen) >= 5)
    assert seen[0] == library.id_of("d.jpg")  # the first of them in the grid
    assert set(seen) == chosen
    gallery.slide_show.toggle_pause()
    for key, name in ((KEY.Key_End, "a.jpg"), (KEY.Key_Right, "a.jpg"), (KEY.Key_Left, "d.jpg")):
        gallery.press(key)
        assert position.picture_id == library.id_of(name)
    gallery.press(KEY.Key_Escape)
    assert not gallery.is_open()
    assert set(gallery.desk.grid.selection.ids()) == chosen


def test_selected_pictures_that_leave_the_results_are_skipped(gallery: Gallery) -> None:
    gallery.open()
    gallery.desk.select("e.jpg", "c.jpg", "b.jpg")
    gallery.desk.press("slideShowAction")
    position, model = gallery.page.position, gallery.desk.model
    removed = gallery.desk.library.id_of("c.jpg")
    assert position.row_after(1) == gallery.desk.names().index("c.jpg")
    model.refresh_ids(type(model.ids())("q", [each for each in model.ids() if each != removed]))
    assert model.picture_id(position.row_after(1)) == gallery.desk.library.id_of("b.jpg")
    assert position.row_after(3) == -1


def test_a_pause_is_shown_over_the_picture(gallery: Gallery) -> None:
    gallery.open()
    gallery.desk.press("slideShowAction")
    assert not gallery.desk.shown("toast")
    gallery.press(KEY.Key_K)
    assert gallery.desk.shown("toast")
    assert gallery.desk.text("toast") == "Paused"
    gallery.press(KEY.Key_K)
    assert gallery.desk.text("toast") == "Playing"


def test_its_pace_is_remembered(gallery: Gallery, tmp_path: Path) -> None:
    library = tmp_path / "library"
    library.mkdir(exist_ok=True)
    save_settings(library, WindowSettings(slide_seconds=8))
    gallery.open()
    assert gallery.slide_show.seconds == 8
    gallery.slide_show.seconds = 15
    assert gallery.desk.window.close()
    assert load_settings(library).slide_seconds == 15
