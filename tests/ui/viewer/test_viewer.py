"""The viewer in the window, as a person uses it."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from picseek.engine.errors import EngineError
from picseek.engine.types import CameraDetails, PictureRow
from picseek.ui.base.window_settings import WindowSettings, load_settings, save_settings
from picseek.ui.images.size import Size
from picseek.ui.viewer.animation import Player
from picseek.ui.viewer.info import InfoPanel
from picseek.ui.viewer.strip import FilmStrip
from tests.support.ui.fake_library import draw_pictures
from tests.ui.viewer.conftest import Gallery

KEY = Qt.Key
WINDOW = Qt.WindowState.WindowFullScreen


def colour(image: QImage) -> tuple[int, int, int]:
    middle = image.pixelColor(image.width() // 2, image.height() // 2)
    return middle.red(), middle.green(), middle.blue()


def draw_large(file: Path, size: tuple[int, int] = (3000, 2000)) -> None:
    Image.linear_gradient("L").resize(size).convert("RGB").save(file)


def test_enter_opens_a_picture_and_escape_returns_to_it(gallery: Gallery) -> None:
    gallery.open()
    gallery.view("c.jpg")
    assert not gallery.desk.grid.isVisible()
    assert gallery.desk.text("viewerPosition") == "3 of 5"
    gallery.press(KEY.Key_Right)
    gallery.until_sharp("b.jpg")
    gallery.press(KEY.Key_Escape)
    grid = gallery.desk.grid
    gallery.desk.until(grid.isVisible)
    assert not gallery.is_open()
    assert gallery.desk.names()[grid.currentIndex().row()] == "b.jpg"
    assert grid.selection.ids() == [gallery.desk.library.id_of("b.jpg")]


def test_a_double_click_opens_it(gallery: Gallery) -> None:
    gallery.open()
    viewport, left = gallery.desk.grid.viewport(), Qt.MouseButton.LeftButton
    middle = gallery.desk.grid.visualRect(gallery.desk.grid.model().index(1, 0)).center()
    QTest.mouseClick(viewport, left, Qt.KeyboardModifier.NoModifier, middle)
    QTest.mouseDClick(viewport, left, Qt.KeyboardModifier.NoModifier, middle)
    gallery.until_sharp("d.jpg")


def test_keys_go_through_the_results_and_stop_at_their_ends(gallery: Gallery) -> None:
    gallery.open()
    gallery.view("e.jpg")
    for key, name in (
        (KEY.Key_Left, "e.jpg"),
        (KEY.Key_Right, "d.jpg"),
        (KEY.Key_PageDown, "c.jpg"),
        (KEY.Key_PageUp, "d.jpg"),
        (KEY.Key_End, "a.jpg"),
        (KEY.Key_Right, "a.jpg"),
        (KEY.Key_PageDown, "a.jpg"),
        (KEY.Key_Home, "e.jpg"),
    ):
        gallery.press(key)
        gallery.until_sharp(name)


def test_arrows_are_mirrored_where_one_reads_from_right_to_left(gallery: Gallery) -> None:
    gallery.open()
    gallery.view("e.jpg")
    gallery.desk.window.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    gallery.press(KEY.Key_Left)
    gallery.until_sharp("d.jpg")


def test_the_next_picture_is_there_before_it_is_asked_for(gallery: Gallery) -> None:
    gallery.open()
    gallery.view("c.jpg")
    desk = gallery.desk
    desk.until(lambda: gallery.decoded.complete)
    desk.library.pictures.gate.close()  # nothing can be decoded from here on
    for key, name in ((KEY.Key_Right, "b.jpg"), (KEY.Key_Left, "c.jpg"), (KEY.Key_Left, "d.jpg")):
        gallery.press(key)
        assert gallery.page.display.sharp
        assert gallery.shown() == name
    desk.library.pictures.gate.open()


def test_zooming_by_keys(gallery: Gallery, tmp_path: Path) -> None:
    draw_large(gallery.files["e.jpg"])
    gallery.open()
    gallery.view("e.jpg")
    fitted = gallery.canvas.placement.actual_scale
    assert fitted < 1
    gallery.press(KEY.Key_1)
    assert gallery.canvas.placement.actual_scale == 1
    assert gallery.desk.text("viewerZoom") == "100%"
    gallery.desk.until(lambda: gallery.canvas.image.width() == 3000)
    gallery.press(KEY.Key_Plus)
    assert gallery.canvas.placement.actual_scale > 1
    before = gallery.canvas.placement.y
    gallery.press(KEY.Key_Down)
    assert gallery.canvas.placement.y > before
    gallery.press(KEY.Key_0)
    assert gallery.canvas.placement.actual_scale == fitted
    gallery.desk.until(lambda: gallery.canvas.image.width() < 3000)
    gallery.press(KEY.Key_Minus)
    assert gallery.canvas.placement.actual_scale == fitted


def test_a_double_click_in_the_viewer_toggles_the_actual_size(gallery: Gallery) -> None:
    draw_large(gallery.files["e.jpg"])
    gallery.open()
    gallery.view("e.jpg")
    gallery.canvas.double_clicked.emit(QPointF(10, 10))
    assert gallery.canvas.placement.actual_scale == 1
    gallery.canvas.double_clicked.emit(QPointF(10, 10))
    assert gallery.canvas.placement.scale is None


def test_turning_lasts_while_one_looks_around(gallery: Gallery) -> None:
    gallery.open()
    gallery.view("e.jpg")
    gallery.press(KEY.Key_R)
    assert gallery.canvas.placement.picture == (48, 64)
    gallery.press(KEY.Key_Right)
    gallery.until_sharp("d.jpg")
    assert gallery.canvas.turns == 0
    gallery.press(KEY.Key_Left)
    gallery.until_sharp("e.jpg")
    assert gallery.canvas.turns == 1
    gallery.press(KEY.Key_L)
    assert gallery.canvas.turns == 0


def test_a_vanished_picture_is_explained_and_one_can_go_on(gallery: Gallery) -> None:
    gallery.open()
    gallery.view("e.jpg")
    gallery.press(KEY.Key_End)
    gallery.until_sharp("a.jpg")
    gallery.files["c.jpg"].unlink()
    gallery.decoded.clear()  # it had been decoded ahead
    gallery.press(KEY.Key_Left)
    gallery.press(KEY.Key_Left)
    gallery.until_message("was moved or deleted")
    assert gallery.shown() == "c.jpg"
    gallery.press(KEY.Key_Left)
    gallery.until_sharp("d.jpg")


@pytest.mark.skipif(sys.platform != "linux", reason="names are Unicode there")
def test_names_that_are_no_unicode_can_be_shown(gallery: Gallery) -> None:
    file = gallery.files["e.jpg"].with_name(os.fsdecode(b"caf\xe9.jpg"))
    gallery.files["e.jpg"].rename(file)
    gallery.files["e.jpg"] = file
    gallery.open()
    file.rename(file.with_name("away.jpg"))
    gallery.view_at(0)
    gallery.until_message("caf\N{REPLACEMENT CHARACTER}.jpg")
    assert gallery.shown() == "caf\N{REPLACEMENT CHARACTER}.jpg"


@pytest.mark.qt_log_ignore("Unsupported marker type")
def test_a_damaged_picture_is_explained_and_one_can_go_on(gallery: Gallery) -> None:
    gallery.open()
    gallery.files["d.jpg"].write_bytes(b"\xff\xd8\xff no picture")
    gallery.view("e.jpg")
    gallery.press(KEY.Key_Right)
    gallery.until_message("damaged")
    gallery.press(KEY.Key_Right)
    gallery.until_sharp("c.jpg")


def test_a_huge_picture_is_shown_smaller_and_says_so(
    gallery: Gallery, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in ("placement", "display"):
        monkeypatch.setattr(f"picseek.ui.viewer.{module}.MAX_PIXELS", 2_000_000)
    draw_large(gallery.files["e.jpg"])
    gallery.open()
    gallery.view("e.jpg")
    assert gallery.desk.text("viewerNote") == ""
    gallery.press(KEY.Key_1)
    assert gallery.desk.text("viewerNote") == "6 megapixels, shown at 1/2 size"
    gallery.desk.until(lambda: gallery.canvas.image.width() == 1500)
    assert gallery.canvas.placement.frame.width == 3000


def test_an_animation_plays_and_can_be_held(gallery: Gallery, tmp_path: Path) -> None:
    frames = [Image.new("RGB", (64, 48), (n * 60, 0, 0)) for n in range(4)]
    file = tmp_path / "my photos" / "z.gif"
    frames[0].save(file, save_all=True, append_images=frames[1:], duration=20, loop=0)
    gallery.files["z.gif"] = file
    gallery.open()
    gallery.view("z.gif")
    seen: set[tuple[int, int, int]] = set()

    def all_seen() -> bool:
        seen.add(colour(gallery.canvas.image))
        return len(seen) >= 3

    gallery.desk.until(all_seen)
    player = gallery.desk.child(Player, "viewerPlayer")
    states: list[bool] = []
    player.playing_changed.connect(states.append)
    gallery.press(KEY.Key_Space)
    gallery.press(KEY.Key_K)
    assert states == [False, True]
    gallery.press(KEY.Key_Right)
    gallery.until_sharp("e.jpg")
    assert not player.loaded


def test_the_information_panel_shows_what_is_known(gallery: Gallery) -> None:
    gallery.desk.library.pictures.details_of = CameraDetails(
        camera="Acme One", exposure=0.004, f_number=2.8, iso=200, latitude=-33.86, longitude=151.2
    )
    gallery.open()
    gallery.view("c.jpg")
    panel = gallery.desk.child(InfoPanel, "viewerInfo")
    assert not panel.isVisible()
    gallery.press(KEY.Key_I)
    gallery.desk.until(lambda: "Acme One" in panel.toPlainText())
    text = panel.toPlainText()
    for part in ("c.jpg", "my photos", "64 × 48", "1/250 s, f/2.8", "33.86000° S, 151.20000° E"):  # noqa: RUF001
        assert part in text
    assert "Search" not in text
    gallery.press(KEY.Key_Right)
    gallery.desk.until(lambda: "b.jpg" in panel.toPlainText())
    gallery.desk.until(lambda: len(gallery.desk.library.pictures.read) == 2)
    gallery.press(KEY.Key_I)
    assert not panel.isVisible()


def test_the_panel_says_why_a_picture_was_found(gallery: Gallery) -> None:
    gallery.open()
    gallery.desk.type("b.jpg")
    gallery.desk.until_names("b.jpg")
    gallery.view("b.jpg")
    gallery.press(KEY.Key_I)
    text = gallery.desk.child(InfoPanel, "viewerInfo").toPlainText()
    for part in ("Search\nb.jpg", "1 of 1", "Matching words\nb.jpg"):
        assert part in text


def test_what_the_camera_wrote_may_not_be_readable(
    gallery: Gallery, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_args: object) -> None:
        raise EngineError("The drive is asleep.")

    monkeypatch.setattr(gallery.desk.library.pictures, "details", fails)
    gallery.open()
    gallery.view("c.jpg")
    gallery.press(KEY.Key_I)
    panel = gallery.desk.child(InfoPanel, "viewerInfo")
    gallery.desk.until(lambda: "The drive is asleep." in panel.toPlainText())
    assert "c.jpg" in panel.toPlainText()


def test_results_that_come_and_go_leave_the_picture_in_view(gallery: Gallery) -> None:
    gallery.open()
    gallery.view("c.jpg")
    folder = gallery.files["a.jpg"].parent
    draw_pictures(folder, "new 1.jpg", "new 2.jpg")
    gallery.desk.library.lose(gallery.files["d.jpg"])
    gallery.desk.press("rescanAction")
    gallery.desk.until(lambda: gallery.desk.text("viewerPosition") == "4 of 6")
    assert gallery.shown() == "c.jpg"
    assert gallery.is_open()


def test_a_picture_that_leaves_the_results_gives_way_to_the_next(gallery: Gallery) -> None:
    gallery.open()
    gallery.view("c.jpg")
    gallery.desk.library.lose(gallery.files["c.jpg"])
    gallery.desk.press("rescanAction")
    gallery.until_sharp("b.jpg")
    assert gallery.desk.text("viewerPosition") == "3 of 4"


def test_without_results_the_viewer_closes(gallery: Gallery) -> None:
    gallery.open()
    gallery.view("c.jpg")
    gallery.desk.library.lose(*gallery.files.values())
    gallery.desk.press("rescanAction")
    gallery.desk.until(lambda: not gallery.is_open())


def test_of_a_vanished_picture_its_thumbnail_is_still_seen(gallery: Gallery) -> None:
    gallery.open()
    gallery.view("c.jpg")
    gallery.press(KEY.Key_Right)
    gallery.until_sharp("b.jpg")
    gallery.files["c.jpg"].unlink()
    gallery.decoded.clear()
    gallery.press(KEY.Key_Left)
    gallery.until_message("was moved or deleted")
    assert not gallery.canvas.image.isNull()
    assert gallery.desk.text("viewerZoom") == ""
    gallery.press(KEY.Key_Right)
    gallery.until_sharp("b.jpg")
    assert gallery.canvas.message == ("", "")


def test_full_screen_shows_the_picture_alone(gallery: Gallery) -> None:
    gallery.open()
    gallery.view("c.jpg")
    gallery.press(KEY.Key_F)
    assert gallery.desk.window.windowState() & WINDOW
    for name in ("viewerBar", "viewerStrip"):
        assert not gallery.desk.shown(name)
    assert not gallery.desk.window.menuBar().isVisible()
    gallery.press(KEY.Key_Escape)
    assert not gallery.desk.window.windowState() & WINDOW
    assert gallery.is_open()
    assert gallery.desk.shown("viewerBar")
    assert gallery.desk.window.menuBar().isVisible()


def test_in_full_screen_the_panel_is_shown_only_when_asked_for_there(gallery: Gallery) -> None:
    gallery.open()
    gallery.view("c.jpg")
    gallery.press(KEY.Key_I)
    assert gallery.desk.shown("viewerInfo")
    gallery.press(KEY.Key_F)
    assert not gallery.desk.shown("viewerInfo")
    gallery.press(KEY.Key_I)
    assert gallery.desk.shown("viewerInfo")
    gallery.press(KEY.Key_I)
    gallery.press(KEY.Key_Escape)
    assert gallery.desk.shown("viewerInfo")


def test_what_is_shown_around_the_picture_is_remembered(gallery: Gallery, tmp_path: Path) -> None:
    gallery.open()
    gallery.view("c.jpg")
    gallery.press(KEY.Key_I)
    gallery.press(KEY.Key_T)
    gallery.press(KEY.Key_F)
    assert gallery.desk.window.close()
    settings = load_settings(tmp_path / "library")
    assert settings.show_info
    assert not settings.show_strip


def test_what_is_remembered_is_shown_around_the_picture(gallery: Gallery, tmp_path: Path) -> None:
    (tmp_path / "library").mkdir(exist_ok=True)
    save_settings(tmp_path / "library", WindowSettings(show_info=True, show_strip=False))
    gallery.open()
    gallery.view("c.jpg")
    assert gallery.desk.shown("viewerInfo")
    assert not gallery.desk.shown("viewerStrip")


def test_several_selected_pictures_are_so_again_after_a_look_at_one_of_them(
    gallery: Gallery,
) -> None:
    gallery.open()
    gallery.desk.select("e.jpg", "d.jpg", "b.jpg")
    grid = gallery.desk.grid
    before = grid.selection.ids()
    gallery.desk.press("viewAction")
    gallery.press(KEY.Key_Right)
    gallery.press(KEY.Key_Escape)
    assert grid.selection.ids() == before
    gallery.desk.press("viewAction")
    gallery.press(KEY.Key_End)
    gallery.desk.until(lambda: gallery.shown() == "a.jpg")  # which was not selected
    gallery.press(KEY.Key_Escape)
    assert grid.selection.ids() == [gallery.desk.library.id_of("a.jpg")]


def test_a_window_closed_in_full_screen_opens_as_before(gallery: Gallery) -> None:
    gallery.open()
    gallery.view("c.jpg")
    gallery.press(KEY.Key_F11)
    gallery.desk.window.close()
    gallery.desk.show()
    assert not gallery.desk.window.windowState() & WINDOW


def test_the_film_strip_leads_to_other_pictures(gallery: Gallery) -> None:
    gallery.open()
    gallery.view("e.jpg")
    strip = gallery.desk.child(FilmStrip, "viewerStrip")
    middle = strip.cell(3).center()
    QTest.mouseClick(strip, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, middle)
    gallery.until_sharp("b.jpg")
    gallery.press(KEY.Key_T)
    assert not strip.isVisible()


def test_closing_while_a_picture_is_decoded(gallery: Gallery) -> None:
    gallery.open()
    gate = gallery.desk.library.pictures.gate
    gate.close()
    grid = gallery.desk.grid
    grid.setFocus()
    grid.setCurrentIndex(grid.model().index(0, 0))
    QTest.keyClick(grid, KEY.Key_Return)
    gallery.desk.until(gallery.is_open)
    gate.open()
    assert gallery.desk.window.close()


def test_what_can_be_done_with_a_picture_can_be_done_in_the_viewer(gallery: Gallery) -> None:
    gallery.open()
    gallery.view("c.jpg")
    gallery.press(KEY.Key_Right)
    gallery.until_sharp("b.jpg")
    gallery.desk.press("copyPathAction")
    clipboard = QApplication.clipboard()
    gallery.desk.until(lambda: clipboard.text() == str(gallery.files["b.jpg"]))
    gallery.desk.until(lambda: gallery.desk.text("viewerNote") == "Path copied")
    gallery.press(KEY.Key_F)
    gallery.desk.press("copyPathAction")
    gallery.desk.until(lambda: gallery.desk.shown("toast"))
    assert gallery.desk.text("toast") == "Path copied"


def test_the_menu_of_the_viewer_offers_both(gallery: Gallery) -> None:
    gallery.open()
    gallery.view("c.jpg")
    spot = QPoint(20, 20)
    asked = QContextMenuEvent(
        QContextMenuEvent.Reason.Mouse, spot, gallery.canvas.mapToGlobal(spot)
    )
    QApplication.sendEvent(gallery.canvas, asked)
    menus = [menu for menu in gallery.page.findChildren(QMenu) if menu.isVisible()]
    names = {action.objectName() for menu in menus for action in menu.actions()}
    assert {"openAction", "copyAction", "turnLeftAction", "fullScreenAction"} <= names
    assert "playAnimationAction" not in names  # there is nothing to play
    for menu in menus:
        menu.close()


@pytest.mark.parametrize("name", ["focusSearchAction", "similarAction", "showAllAction"])
def test_going_on_searching_leaves_the_viewer(gallery: Gallery, name: str) -> None:
    gallery.open()
    gallery.view("c.jpg")
    gallery.desk.press(name)
    assert not gallery.is_open()


def test_leaving_gives_the_memory_back(gallery: Gallery) -> None:
    gallery.open()
    gallery.view("c.jpg")
    gallery.press(KEY.Key_Escape)
    ids = gallery.desk.model.ids()
    assert [each for each in ids if gallery.decoded.best(each, Size(64, 48))] == []
    assert gallery.canvas.image.isNull()


def test_a_screen_reader_hears_which_picture_it_is(gallery: Gallery) -> None:
    gallery.open()
    gallery.view("c.jpg")
    assert gallery.canvas.accessibleName() == "c.jpg, 3 of 5"
    for action in gallery.page.actions():
        assert action.text()
        assert action.objectName()


def test_pictures_in_a_million_results_need_no_list_of_them(gallery: Gallery) -> None:
    gallery.open()
    model = gallery.desk.model
    (row,) = gallery.desk.library.rows([gallery.desk.library.id_of("a.jpg")])
    assert isinstance(row, PictureRow)
    strip = gallery.desk.child(FilmStrip, "viewerStrip")
    model.set_ids(type(model.ids())("q", range(1, 1_000_001)))
    strip.resize(1000, strip.height())
    strip.set_row(500_000)
    rows = strip.rows_shown()
    assert 500_000 in rows
    assert len(rows) < 25
    assert strip.row_at(strip.cell(500_003).center()) == 500_003
    model.clear()
