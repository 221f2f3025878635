"""Keeping a question under a name, and asking it again."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QModelIndex, QPoint, Qt, QTimer
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QWidget

from picseek.engine.errors import LibraryLocked
from picseek.engine.types import Query
from picseek.ui.base.tasks import Lane
from picseek.ui.sidebar.saved_list import SavedList
from tests.support.ui.desk import Desk
from tests.support.ui.fake_library import draw_pictures
from tests.support.ui.sidebar import click, unfold


@pytest.fixture
def photos(tmp_path: Path) -> Path:
    return tmp_path / "photos"


@pytest.fixture
def full(desk: Desk, photos: Path) -> Desk:
    desk.library.put(
        *draw_pictures(photos, "dog.jpg", "cat.jpg"), *draw_pictures(photos / "sea", "dog sea.jpg")
    )
    desk.library.remember(photos)
    desk.open()
    desk.until(lambda: len(desk.names()) == 3)
    return desk


@pytest.fixture
def three(desk: Desk, photos: Path) -> Desk:
    """A window with three saved searches: dogs, cats and sea."""
    desk.library.put(*draw_pictures(photos, "dog.jpg", "cat.jpg", "sea.jpg"))
    for name in ("dog", "cat", "sea"):
        desk.library.sidebar.saved_searches.save(f"{name}s", Query(name))
    desk.open()
    desk.until(lambda: names(desk) == ["dogs", "cats", "seas"])
    return desk


def saved(desk: Desk) -> SavedList:
    return desk.child(SavedList, "savedList")


def names(desk: Desk) -> list[str]:
    return [saved(desk).item(row).text() for row in range(saved(desk).count())]


def saved_names(desk: Desk) -> list[str]:
    return [search.name for search in desk.library.sidebar.saved_searches.list()]


def finish_name(desk: Desk, name: str) -> None:
    """Type a name into the row that is being edited."""
    editor = saved(desk).findChild(QLineEdit)
    assert editor is not None
    editor.setText(name)
    QTest.keyClick(editor, Qt.Key.Key_Return)


def test_what_is_asked_is_saved_and_named_at_once(full: Desk) -> None:
    full.type("dog")
    full.until_names("dog.jpg", "dog sea.jpg")
    full.press("saveSearchAction")
    full.until(lambda: names(full) == ["dog"])
    finish_name(full, "All dogs")
    full.until(lambda: saved_names(full) == ["All dogs"])
    assert names(full) == ["All dogs"]


def test_a_search_is_asked_again_with_all_it_had(full: Desk, photos: Path) -> None:
    unfold(full, "photos")
    click(full, "photos", "sea")
    full.until_names("dog sea.jpg")
    full.select("dog sea.jpg")
    full.press("similarAction")
    full.until(lambda: full.shown("chip"))
    full.type("dog")
    full.until(lambda: bool(full.library.asked) and full.library.asked[-1].text == "dog")
    full.press("saveSearchAction")
    full.until(lambda: names(full) == ["dog in sea"])
    full.press("showAllAction")
    full.until(lambda: len(full.names()) == 3)
    assert not full.shown("chip")
    saved(full).setCurrentRow(0)
    QTest.keyClick(saved(full), Qt.Key.Key_Return)
    full.until_names("dog sea.jpg")
    assert (full.box.text(), full.shown("chip"), full.shown("folderChip")) == ("dog", True, True)
    last = full.library.asked[-1]
    assert (last.text, last.folder) == ("dog", photos / "sea")
    assert last.like == (full.library.id_of("dog sea.jpg"),)


def test_opening_asks_only_once(three: Desk) -> None:
    saved(three).setCurrentRow(1)
    QTest.keyClick(saved(three), Qt.Key.Key_Return)
    three.until_names("cat.jpg")
    assert [query.text for query in three.library.asked] == ["cat"]


def test_a_click_opens(three: Desk) -> None:
    at = saved(three).visualItemRect(saved(three).item(2)).center()
    QTest.mouseClick(saved(three).viewport(), Qt.MouseButton.LeftButton, pos=at)
    three.until_names("sea.jpg")
    assert three.box.text() == "sea"


def test_nothing_is_not_saved(full: Desk) -> None:
    full.press("saveSearchAction")
    assert "Search for something first" in full.message()
    assert saved_names(full) == []


def test_the_same_search_is_not_saved_twice(three: Desk) -> None:
    three.type("dog")
    three.until_names("dog.jpg")
    three.press("saveSearchAction")
    three.until(lambda: three.message() == "You've already saved this search: dogs")
    assert len(saved_names(three)) == 3


def test_renaming_with_f2_and_giving_up_an_empty_name(three: Desk) -> None:
    saved(three).setCurrentRow(1)
    saved(three).setFocus()
    QTest.keyClick(saved(three), Qt.Key.Key_F2)
    finish_name(three, "Kittens")
    three.until(lambda: saved_names(three) == ["dogs", "Kittens", "seas"])
    three.finish_jobs(Lane.SIDEBAR)  # the list is filled again, which would end the next edit
    QTest.keyClick(saved(three), Qt.Key.Key_F2)
    finish_name(three, "  ")
    assert names(three) == ["dogs", "Kittens", "seas"]


def test_removing_can_be_undone(three: Desk) -> None:
    saved(three).setCurrentRow(1)
    QTest.keyClick(saved(three), Qt.Key.Key_Delete)
    three.until(lambda: names(three) == ["dogs", "seas"])
    assert three.text("bannerText") == "Removed “cats”."
    three.click("bannerAction")
    three.until(lambda: names(three) == ["dogs", "cats", "seas"])
    assert saved_names(three) == ["dogs", "cats", "seas"]


def test_after_removing_one_the_keys_go_on_with_the_next(three: Desk) -> None:
    three.window.activateWindow()
    saved(three).setFocus()
    three.until(saved(three).hasFocus)
    saved(three).setCurrentRow(1)
    QTest.keyClick(saved(three), Qt.Key.Key_Delete)
    three.until(lambda: names(three) == ["dogs", "seas"])
    assert saved(three).currentItem().text() == "seas"
    QTest.keyClick(saved(three), Qt.Key.Key_Delete)
    three.until(lambda: names(three) == ["dogs"])
    assert saved(three).currentItem().text() == "dogs"
    QTest.keyClick(saved(three), Qt.Key.Key_Delete)
    three.until(lambda: names(three) == [])
    assert three.child(QWidget, "folderTree").hasFocus()


def test_only_what_is_asked_is_marked(three: Desk) -> None:
    saved(three).wanted.emit(three.library.sidebar.saved_searches.list()[1].id)
    three.until_names("cat.jpg")
    three.until(lambda: saved(three).currentRow() == 1)
    three.box.clear()
    three.type("sea")
    three.until_names("sea.jpg")
    three.until(lambda: saved(three).currentRow() == 2)
    three.type("x")
    three.until(lambda: saved(three).currentRow() == -1)
    assert not saved(three).selectedItems()


def test_a_name_is_typed_where_it_is_written(three: Desk) -> None:
    shown = saved(three)
    item = shown.item(0)
    shown.edit_name(three.library.sidebar.saved_searches.list()[0].id)
    editor = shown.findChild(QLineEdit)
    assert editor is not None
    row = shown.visualItemRect(item)
    assert row.contains(editor.geometry())
    assert editor.geometry().left() >= row.left() + 18  # right of the icon
    finish_name(three, "dogs")


def test_keys_put_them_in_another_order(three: Desk) -> None:
    saved(three).setCurrentRow(2)
    QTest.keyClick(saved(three), Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    three.until(lambda: saved_names(three) == ["dogs", "seas", "cats"])
    assert saved(three).currentItem().text() == "seas"
    saved(three).setCurrentRow(0)
    QTest.keyClick(saved(three), Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    three.until(lambda: saved_names(three) == ["seas", "dogs", "cats"])
    assert names(three) == ["seas", "dogs", "cats"]


def test_dragging_puts_them_in_another_order(three: Desk) -> None:
    model = saved(three).model()
    model.moveRow(QModelIndex(), 2, QModelIndex(), 0)
    three.until(lambda: saved_names(three) == ["seas", "dogs", "cats"])


def test_the_menu_offers_what_can_be_done(three: Desk) -> None:
    saved(three).setCurrentRow(0)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(), QPoint())
    QApplication.sendEvent(saved(three).viewport(), event)
    menu = saved(three).findChildren(QMenu)[-1]
    able = {action.text(): action.isEnabled() for action in menu.actions() if action.text()}
    menu.close()
    assert able == {
        "Search again": True, "Rename": True, "Move up": False, "Move down": True, "Remove": True
    }  # fmt: skip


def test_a_library_open_for_searching_only_can_only_ask_them(desk: Desk, photos: Path) -> None:
    desk.library.put(*draw_pictures(photos, "dog.jpg", "cat.jpg"))
    desk.library.sidebar.saved_searches.save("dogs", Query("dog"))
    desk.disk.fails = [LibraryLocked("Another Picseek is using the library.")]
    desk.show()
    desk.until(lambda: desk.shown("troublePage"))
    desk.click("readOnlyButton")
    desk.until(lambda: names(desk) == ["dogs"])
    assert not desk.action("saveSearchAction").isEnabled()
    saved(desk).setCurrentRow(0)
    assert not desk.action("removeSavedAction").isEnabled()
    QTest.keyClick(saved(desk), Qt.Key.Key_Return)
    desk.until_names("dog.jpg")


def test_a_change_that_fails_is_reported_and_undone(three: Desk) -> None:
    three.library.sidebar.settings.writable = False
    saved(three).setCurrentRow(1)
    QTest.keyClick(saved(three), Qt.Key.Key_F2)
    finish_name(three, "Kittens")
    three.until(lambda: three.shown("banner"))
    three.until(lambda: names(three) == ["dogs", "cats", "seas"])


def test_saving_shows_a_hidden_sidebar(full: Desk) -> None:
    full.press("folderPanelAction")
    full.type("dog")
    full.until(lambda: bool(full.library.asked))
    full.press("saveSearchAction")
    full.until(lambda: names(full) == ["dog"])
    assert full.shown("folderPanel")


def test_the_menu_of_the_search_box_can_save_too(full: Desk) -> None:
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(), QPoint())
    QApplication.sendEvent(full.box, event)
    menu = full.box.findChildren(QMenu)[-1]
    assert full.action("saveSearchAction") in menu.actions()
    assert len(menu.actions()) > 5
    menu.close()


def test_another_query_clears_the_current_row_also_for_the_keyboard(three: Desk) -> None:
    three.window.activateWindow()
    saved(three).setFocus()
    three.until(saved(three).hasFocus)
    saved(three).setCurrentRow(1)
    QTest.keyClick(saved(three), Qt.Key.Key_Return)
    three.until_names("cat.jpg")
    assert saved(three).currentRow() == 1
    three.press("showAllAction")
    three.until_names("dog.jpg", "cat.jpg", "sea.jpg")
    assert saved(three).hasFocus()
    assert not saved(three).selectedItems()


def test_what_changes_under_a_name_being_typed_keeps_it(three: Desk) -> None:
    three.window.activateWindow()
    shown = saved(three)
    shown.edit_name(three.library.sidebar.saved_searches.list()[0].id)
    editor = shown.findChild(QLineEdit)
    assert editor is not None
    editor.setText("Hounds")
    three.library.sidebar.saved_searches.save("birds", Query("bird"))
    shown.model().moveRow(QModelIndex(), 2, QModelIndex(), 1)  # all is read again
    three.until(lambda: saved_names(three) == ["Hounds", "seas", "cats", "birds"])
    three.until(lambda: names(three) == ["Hounds", "seas", "cats", "birds"])


def remove_cats(desk: Desk) -> None:
    saved(desk).setCurrentRow(1)
    desk.press("removeSavedAction")
    desk.until(lambda: desk.shown("banner"))


def test_what_can_be_undone_is_shown_as_information_and_disappears(three: Desk) -> None:
    remove_cats(three)
    assert three.child(QWidget, "banner").property("calm")
    goes = three.child(QTimer, "bannerGoes")
    assert goes.isActive()
    goes.timeout.emit()
    assert not three.shown("banner")


def test_the_next_question_takes_the_offer_to_undo_away(three: Desk) -> None:
    remove_cats(three)
    three.type("sea")
    three.until_names("sea.jpg")
    assert not three.shown("banner")
