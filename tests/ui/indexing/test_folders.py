"""Choosing, dropping, listing and removing folders."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt
from PySide6.QtGui import QAction, QDragEnterEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QMenu

from picseek.engine.errors import LibraryLocked
from picseek.ui.sidebar.panel import SidePanel
from picseek.ui.sidebar.tree_rows import children
from picseek.ui.widgets import confirm_dialog
from picseek.ui.widgets.message_page import MessagePage
from tests.support.ui.desk import Desk
from tests.support.ui.fake_library import draw_pictures
from tests.support.ui.sidebar import row, tree


@pytest.fixture
def photos(tmp_path: Path) -> Path:
    folder = tmp_path / "photos"
    draw_pictures(folder, "a.jpg", "b.jpg")
    return folder


def choose(monkeypatch: pytest.MonkeyPatch, folder: Path | str) -> None:
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_args: str(folder))


def answer(monkeypatch: pytest.MonkeyPatch, *, yes: bool) -> list[str]:
    asked: list[str] = []

    def confirm(_parent: object, _title: str, text: str, **_words: str) -> bool:
        asked.append(text)
        return yes

    monkeypatch.setattr(confirm_dialog, "confirm", confirm)
    return asked


def rows(desk: Desk) -> list[str]:
    """The chosen folders, as a screen reader reads them."""
    root = tree(desk).invisibleRootItem()
    role = int(Qt.ItemDataRole.AccessibleTextRole)
    return [str(item.data(0, role)) for item in children(root)[1:]]


def go_to_first(desk: Desk) -> None:
    shown = tree(desk)
    shown.setCurrentItem(children(shown.invisibleRootItem())[1])


def test_an_empty_library_offers_to_choose_a_folder(
    desk: Desk, photos: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.open()
    desk.until(lambda: desk.shown("chooseFolderButton"))
    choose(monkeypatch, photos)
    desk.click("chooseFolderButton")
    desk.until_names("a.jpg", "b.jpg")
    assert desk.shown("resultGrid")
    desk.until(lambda: rows(desk) == ["photos, 2 pictures"])


def test_giving_up_the_choice_changes_nothing(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.open()
    choose(monkeypatch, "")
    desk.press("addFolderAction")
    desk.press("addFolderAction")
    assert desk.library.folders() == []


def test_a_folder_can_be_dropped(desk: Desk, photos: Path) -> None:
    desk.open()
    assert desk.drop(photos)
    desk.until_names("a.jpg", "b.jpg")


def test_folders_and_pictures_can_be_dropped_together(
    desk: Desk, photos: Path, tmp_path: Path
) -> None:
    desk.open()
    (example,) = draw_pictures(tmp_path / "other", "example.jpg")
    assert desk.drop(photos, example)
    desk.until(lambda: desk.library.asked[-1:] != [])
    assert desk.library.asked[-1].like == (example,)
    desk.until(lambda: desk.library.status().pictures == 2)


def test_text_is_not_taken(desk: Desk) -> None:
    desk.open()
    mime = QMimeData()
    mime.setText("words")
    enter = QDragEnterEvent(
        QPoint(9, 9),
        Qt.DropAction.CopyAction,
        mime,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    enter.ignore()
    QApplication.sendEvent(desk.window, enter)
    assert not enter.isAccepted()


def test_folders_given_at_the_start_are_indexed(desk: Desk, photos: Path) -> None:
    desk.show(photos)
    desk.until_names("a.jpg", "b.jpg")
    assert ((photos,), False) in desk.library.runs


def test_a_folder_that_is_not_there_is_reported(desk: Desk, tmp_path: Path) -> None:
    desk.show(tmp_path / "nowhere")
    desk.until(lambda: desk.shown("banner"))
    assert desk.text("bannerText") == f"The folder {tmp_path / 'nowhere'} doesn't exist."


def test_a_name_that_is_no_unicode_is_shown_as_well_as_possible(desk: Desk, tmp_path: Path) -> None:
    desk.show(tmp_path / "caf\udce9")
    desk.until(lambda: desk.shown("banner"))
    assert desk.text("bannerText") == f"The folder {tmp_path / 'caf'}\ufffd doesn't exist."


def test_a_folder_that_cannot_be_reached_stays_with_its_pictures(
    desk: Desk, photos: Path, tmp_path: Path
) -> None:
    desk.library.put(*sorted(photos.iterdir()))
    desk.library.remember(photos, tmp_path / "stick")
    desk.open()
    desk.until(lambda: rows(desk) == ["photos, 2 pictures", "stick, 0 pictures, Not connected"])
    assert len(desk.names()) == 2


def test_removing_asks_and_forgets(
    desk: Desk, photos: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.open(photos)
    desk.until(lambda: rows(desk) == ["photos, 2 pictures"])
    go_to_first(desk)
    asked = answer(monkeypatch, yes=True)
    desk.press("removeFolderAction")
    desk.until(lambda: rows(desk) == [])
    desk.until(lambda: desk.shown("emptyPage"))
    assert "The pictures stay on your disk." in asked[0]
    assert sorted(file.name for file in photos.iterdir()) == ["a.jpg", "b.jpg"]


def test_not_removing_changes_nothing(
    desk: Desk, photos: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.open(photos)
    desk.until(lambda: rows(desk) == ["photos, 2 pictures"])
    go_to_first(desk)
    answer(monkeypatch, yes=False)
    desk.press("removeFolderAction")
    assert len(desk.library.folders()) == 1


def test_removing_interrupts_a_run_and_lets_it_go_on_without(
    desk: Desk, photos: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    draw_pictures(tmp_path / "more", "c.jpg")
    desk.open()
    desk.library.index_gate.close()
    desk.drop(photos, tmp_path / "more")
    desk.until(lambda: len(rows(desk)) == 2)
    answer(monkeypatch, yes=True)
    shown = tree(desk)
    shown.setCurrentItem(row(shown, "photos"))
    desk.press("removeFolderAction")
    desk.until(lambda: len(rows(desk)) == 1)
    desk.library.index_gate.open()
    desk.until_names("c.jpg")


def test_the_menu_of_a_folder_looks_for_changes_in_it(desk: Desk, photos: Path) -> None:
    desk.open(photos)
    desk.until(lambda: rows(desk) == ["photos, 2 pictures"])
    go_to_first(desk)
    draw_pictures(photos, "new.jpg")
    menu: QMenu = desk.child(SidePanel, "folderPanel").folder_menu()
    actions: dict[str, QAction] = {action.text(): action for action in menu.actions()}
    actions["Check this folder for changes"].trigger()
    desk.until_names("a.jpg", "b.jpg", "new.jpg")
    assert desk.library.runs[-1] == ((photos,), False)


def test_the_sidebar_can_be_hidden(desk: Desk) -> None:
    desk.open()
    assert desk.shown("folderPanel")
    desk.press("folderPanelAction")
    assert not desk.shown("folderPanel")
    desk.press("folderPanelAction")
    assert desk.shown("folderPanel")


def test_a_library_open_for_searching_only_cannot_be_changed(desk: Desk, photos: Path) -> None:
    desk.library.put(*sorted(photos.iterdir()))
    desk.library.remember(photos)
    desk.disk.fails = [LibraryLocked("Another Picseek is using the library.")]
    desk.show()
    desk.until(lambda: desk.shown("troublePage"))
    desk.click("readOnlyButton")
    desk.until_names("a.jpg", "b.jpg")
    assert desk.disk.tries == [True, False]
    assert desk.library.runs == []
    assert not desk.action("addFolderAction").isEnabled()
    assert "you can only search" in desk.text("bannerText")
    assert desk.drop(photos)
    desk.until(lambda: desk.text("bannerText") == "This library is open for finding only.")


def test_a_folder_without_pictures_is_reported_once_it_was_searched(
    desk: Desk, tmp_path: Path
) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    desk.library.remember(empty)
    desk.show()
    page = desk.child(MessagePage, "nothingPage")
    desk.until(lambda: page.title == "No pictures found")
    assert "JPEG" in page.text
    assert desk.shown("chooseAnotherButton")
    desk.type("dog")
    desk.until(lambda: page.title == "No results for “dog”")
    assert not desk.shown("chooseAnotherButton")
