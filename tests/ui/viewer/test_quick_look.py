"""Quick look over the grid."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest

from picseek.ui.viewer import quick_look
from tests.ui.viewer.conftest import Gallery

if TYPE_CHECKING:
    import pytest

KEY = Qt.Key


def look_at(gallery: Gallery, name: str) -> None:
    """Tap Space on a picture in the grid."""
    grid = gallery.desk.grid
    grid.setFocus()
    grid.setCurrentIndex(grid.model().index(gallery.desk.names().index(name), 0))
    QTest.keyClick(grid, KEY.Key_Space)
    until_sharp(gallery, name)


def until_sharp(gallery: Gallery, name: str) -> None:
    display = gallery.look.display

    def seen() -> bool:
        return display.sharp and display.picture is not None and display.picture.path.name == name

    gallery.desk.until(seen)


def test_a_tap_on_space_opens_it_and_another_closes_it(gallery: Gallery) -> None:
    gallery.open()
    look_at(gallery, "c.jpg")
    assert gallery.look.isVisible()
    QTest.keyClick(gallery.desk.grid, KEY.Key_Space)
    assert not gallery.look.isVisible()


def any_press_is_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(quick_look, "_HOLD_S", 0.0)


def test_space_that_is_held_closes_it_when_let_go(
    gallery: Gallery, monkeypatch: pytest.MonkeyPatch
) -> None:
    gallery.open()
    grid = gallery.desk.grid
    grid.setFocus()
    QTest.keyPress(grid, KEY.Key_Space)
    gallery.desk.until(gallery.look.isVisible)
    any_press_is_long(monkeypatch)
    QTest.keyRelease(grid, KEY.Key_Space)
    gallery.desk.until(lambda: not gallery.look.isVisible())


def test_space_that_is_held_is_not_let_go_by_its_own_repeating(
    gallery: Gallery, monkeypatch: pytest.MonkeyPatch
) -> None:
    """X11 may report a repeating key as releases and presses."""
    gallery.open()
    any_press_is_long(monkeypatch)
    grid, look = gallery.desk.grid, gallery.look
    let_go = gallery.desk.child(QTimer, "quickLookLetGo")
    let_go.setInterval(60_000)  # on a slow machine, too, the press comes soon enough
    grid.setFocus()
    QTest.keyPress(grid, KEY.Key_Space)
    for _ in range(3):
        QTest.keyRelease(grid, KEY.Key_Space)
        assert let_go.isActive()
        QTest.keyPress(grid, KEY.Key_Space)
        assert look.isVisible()
        assert not let_go.isActive()
    let_go.setInterval(0)
    QTest.keyRelease(grid, KEY.Key_Space)
    gallery.desk.until(lambda: not look.isVisible())


def test_it_shows_the_name_and_the_position(gallery: Gallery) -> None:
    gallery.open()
    look_at(gallery, "c.jpg")
    assert gallery.look.canvas.accessibleName() == "c.jpg  ·  3 of 5"
    assert gallery.look.geometry() == gallery.desk.window.rect()


def test_arrows_move_in_the_grid_behind_it(gallery: Gallery) -> None:
    gallery.open()
    look_at(gallery, "e.jpg")
    QTest.keyClick(gallery.desk.grid, KEY.Key_Right)
    until_sharp(gallery, "d.jpg")
    QTest.keyClick(gallery.desk.grid, KEY.Key_Escape)
    assert not gallery.look.isVisible()
    grid = gallery.desk.grid
    assert gallery.desk.names()[grid.currentIndex().row()] == "d.jpg"


def test_enter_goes_on_to_the_viewer(gallery: Gallery) -> None:
    gallery.open()
    look_at(gallery, "b.jpg")
    QTest.keyClick(gallery.desk.grid, KEY.Key_Return)
    gallery.until_sharp("b.jpg")
    assert not gallery.look.isVisible()


def test_without_a_current_picture_it_begins_with_the_first(gallery: Gallery) -> None:
    gallery.open()
    gallery.desk.grid.setFocus()
    QTest.keyClick(gallery.desk.grid, KEY.Key_Space)
    until_sharp(gallery, "e.jpg")


def test_a_click_closes_it(gallery: Gallery) -> None:
    gallery.open()
    look_at(gallery, "b.jpg")
    QTest.mouseClick(gallery.look, Qt.MouseButton.LeftButton)
    assert not gallery.look.isVisible()


def test_it_follows_the_size_of_the_window(gallery: Gallery) -> None:
    gallery.open()
    look_at(gallery, "b.jpg")
    gallery.desk.window.resize(700, 500)
    gallery.desk.until(lambda: gallery.look.width() == 700)


def test_it_closes_when_there_is_nothing_left(gallery: Gallery) -> None:
    gallery.open()
    look_at(gallery, "b.jpg")
    gallery.desk.model.clear()
    assert not gallery.look.isVisible()


def test_a_vanished_picture_is_explained(gallery: Gallery) -> None:
    gallery.open()
    gallery.files["b.jpg"].unlink()
    grid = gallery.desk.grid
    grid.setFocus()
    grid.setCurrentIndex(grid.model().index(gallery.desk.names().index("b.jpg"), 0))
    QTest.keyClick(grid, KEY.Key_Space)
    gallery.desk.until(lambda: "moved or deleted" in gallery.look.canvas.message[1])


def test_the_window_can_be_closed_meanwhile(gallery: Gallery) -> None:
    gallery.open()
    look_at(gallery, "b.jpg")
    assert gallery.desk.window.close()
