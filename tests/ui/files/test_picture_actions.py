"""What can be done with selected pictures."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pillow_heif
import pytest
from PIL import Image
from PySide6.QtCore import QPoint, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu

from picseek.ui.desktop import open_and_reveal as desktop
from picseek.ui.widgets import confirm_dialog
from tests.support.ui.desk import Desk
from tests.support.ui.fake_library import draw_pictures

NEEDS_PICTURES = ("openAction", "revealAction", "copyAction", "copyPathAction", "similarAction")


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[Path | None]:
    """What was handed to other programs."""
    handed: list[Path | None] = []

    def open_url(url: QUrl) -> bool:
        handed.append(desktop.local_path(url))
        return True

    monkeypatch.setattr(QDesktopServices, "openUrl", open_url)
    return handed


def enabled(desk: Desk) -> set[str]:
    return {name for name in NEEDS_PICTURES if desk.action(name).isEnabled()}


def test_actions_need_a_selection(full: Desk) -> None:
    assert enabled(full) == set()
    full.select("a.jpg")
    assert enabled(full) == set(NEEDS_PICTURES)
    full.grid.clearSelection()
    assert enabled(full) == set()


def test_a_new_search_takes_the_selection_and_the_actions_with_it(full: Desk) -> None:
    full.select("a.jpg", "c.jpg")
    assert full.message() == "2 selected"
    full.type("c.jpg")
    full.until_names("c.jpg")
    assert enabled(full) == set()
    assert full.message() == "1 result"


def test_opening_hands_the_files_to_other_programs(
    full: Desk, photos: Path, opened: list[Path | None]
) -> None:
    full.select("a.jpg", "b 100%.jpg")
    full.press("openAction")
    full.until(
        lambda: sorted(map(str, opened)) == [str(photos / "a.jpg"), str(photos / "b 100%.jpg")]
    )


def test_ctrl_and_enter_open_once_with_the_systems_program(
    full: Desk, photos: Path, opened: list[Path | None]
) -> None:
    full.grid.setFocus()
    full.grid.setCurrentIndex(full.grid.model().index(0, 0))
    QTest.keyClick(full.grid, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    full.until(lambda: bool(opened))
    full.press("copyPathAction")  # what was pressed later is done later
    full.until(lambda: full.message() == "Path copied")
    assert opened == [photos / "c.jpg"]
    assert not full.shown("viewer")


def test_opening_very_many_asks_first(
    desk: Desk, photos: Path, opened: list[Path | None], monkeypatch: pytest.MonkeyPatch
) -> None:
    names = [f"{number}.jpg" for number in range(11)]
    desk.library.put(*draw_pictures(photos, *names))
    desk.open()
    desk.until(lambda: len(desk.names()) == 11)
    asked: list[str] = []

    def confirm(_parent: object, _title: str, text: str, **_words: str) -> bool:
        asked.append(text)
        return len(asked) > 1

    monkeypatch.setattr(confirm_dialog, "confirm", confirm)
    desk.select(*names)
    desk.press("openAction")
    desk.press("openAction")
    desk.until(lambda: len(opened) == 11)
    assert asked == ["Open 11 pictures in separate windows?"] * 2


def test_a_file_that_is_gone_is_reported(
    full: Desk, photos: Path, opened: list[Path | None]
) -> None:
    (photos / "a.jpg").unlink()
    full.select("a.jpg")
    full.press("openAction")
    full.until(lambda: full.shown("banner"))
    assert full.text("bannerText") == f"The file was moved or deleted: {photos / 'a.jpg'}"
    assert opened == []


def test_a_missing_program_is_reported(
    full: Desk, photos: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda _url: False)
    full.select("a.jpg")
    full.press("openAction")
    full.until(lambda: full.shown("banner"))
    assert full.text("bannerText") == f"No app found that can open {photos / 'a.jpg'}"


def test_revealing_asks_the_file_manager(
    full: Desk, photos: Path, opened: list[Path | None], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Sequence[Path]] = []

    def reveal(paths: Sequence[Path]) -> bool:
        asked.append(paths)
        return True

    monkeypatch.setattr(desktop, "reveal", reveal)
    full.select("a.jpg")
    full.press("revealAction")
    full.until(lambda: asked == [(photos / "a.jpg",)])
    assert opened == []


def test_where_files_cannot_be_revealed_their_folder_is_opened(
    full: Desk, photos: Path, opened: list[Path | None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(desktop, "reveal", lambda _paths: False)
    full.select("a.jpg")
    full.press("revealAction")
    full.until(lambda: opened == [photos])


def test_copying_one_gives_the_image_the_file_and_its_path(full: Desk, photos: Path) -> None:
    full.select("a.jpg")
    full.press("copyAction")
    full.until(lambda: full.message() == "Copied 1 picture")
    mime = QGuiApplication.clipboard().mimeData()
    image = QImage(QGuiApplication.clipboard().image())
    assert (image.width(), image.height()) == (64, 48)
    assert [url.toLocalFile() for url in mime.urls()] == [str(photos / "a.jpg")]
    assert mime.text() == str(photos / "a.jpg")


def test_copying_several_gives_files(full: Desk) -> None:
    full.select("a.jpg", "c.jpg")
    full.press("copyAction")
    full.until(lambda: full.message() == "Copied 2 pictures")
    mime = QGuiApplication.clipboard().mimeData()
    assert len(mime.urls()) == 2
    assert not mime.hasImage()


def test_a_picture_that_qt_cannot_read_is_copied_in_full(
    full: Desk, photos: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pillow_heif.register_heif_opener()
    Image.new("RGB", (64, 48), "red").save(photos / "a.jpg", "HEIF")
    thumbnail = tmp_path / "thumbnail.png"
    Image.new("RGB", (20, 10), "blue").save(thumbnail)
    monkeypatch.setattr(full.library, "thumbnail", lambda _id: thumbnail)
    full.select("a.jpg")
    full.press("copyAction")
    full.until(lambda: full.message() == "Copied 1 picture")
    image = QGuiApplication.clipboard().image()
    assert (image.width(), image.height()) == (64, 48)
    assert image.pixelColor(5, 5).red() > 240
    assert QGuiApplication.clipboard().mimeData().text() == str(photos / "a.jpg")


def test_of_a_damaged_picture_the_file_is_copied(full: Desk, photos: Path) -> None:
    (photos / "a.jpg").write_bytes(b"no longer a picture")
    full.select("a.jpg")
    full.press("copyAction")
    full.until(lambda: full.message() == "Copied 1 picture")
    mime = QGuiApplication.clipboard().mimeData()
    assert not mime.hasImage()
    assert [url.toLocalFile() for url in mime.urls()] == [str(photos / "a.jpg")]


def test_copied_files_are_marked_as_copied_for_all_desktops(full: Desk, photos: Path) -> None:
    full.select("b 100%.jpg")
    full.press("copyAction")
    full.until(lambda: full.message() == "Copied 1 picture")
    mime = QGuiApplication.clipboard().mimeData()
    url = (photos / "b 100%.jpg").as_uri()
    assert mime.data("x-special/gnome-copied-files").data() == f"copy\n{url}".encode()
    assert mime.data("application/x-kde-cutselection").data() == b"0"
    assert mime.data("text/uri-list").data() == f"{url}\r\n".encode()


def test_copying_as_image_gives_nothing_else(full: Desk) -> None:
    full.select("a.jpg", "c.jpg")
    assert not full.action("copyImageAction").isEnabled()
    full.select("a.jpg")
    full.press("copyImageAction")
    full.until(lambda: full.message() == "Copied 1 picture")
    mime = QGuiApplication.clipboard().mimeData()
    assert not mime.hasUrls()
    assert not mime.hasText()
    assert bytes(mime.data("image/png").data()).startswith(b"\x89PNG")
    assert QGuiApplication.clipboard().image().width() == 64


def test_a_hundred_windows_are_enough(desk: Desk, photos: Path, opened: list[Path | None]) -> None:
    names = [f"{number}.jpg" for number in range(101)]
    desk.library.put(*draw_pictures(photos, *names))
    desk.open()
    desk.until(lambda: len(desk.names()) == 101)
    desk.grid.selectAll()
    desk.press("openAction")
    desk.until(lambda: desk.shown("banner"))
    assert desk.text("bannerText") == "You can open up to 100 pictures at a time."
    assert opened == []


def test_copying_paths(full: Desk, photos: Path) -> None:
    full.select("a.jpg", "c.jpg")
    full.press("copyPathAction")
    full.until(lambda: full.message() == "Paths copied")
    lines = QGuiApplication.clipboard().text().splitlines()
    assert sorted(lines) == [str(photos / "a.jpg"), str(photos / "c.jpg")]


def test_a_picture_that_left_the_library_is_reported(full: Desk, photos: Path) -> None:
    full.select("a.jpg")
    full.library.drop_picture(photos / "a.jpg")
    full.press("similarAction")
    full.until(lambda: full.shown("banner"))
    assert full.text("bannerText") == "This picture is no longer in the library."


def test_the_menu_of_a_picture_offers_all_of_this(full: Desk) -> None:
    full.select("a.jpg")
    full.grid.customContextMenuRequested.emit(QPoint(5, 5))
    (menu,) = full.window.findChildren(QMenu, options=Qt.FindChildOption.FindDirectChildrenOnly)
    assert {action.objectName() for action in menu.actions()} >= set(NEEDS_PICTURES)
    menu.close()
