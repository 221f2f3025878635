"""The folders as a tree, and looking in one of them only."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QMenu,
    QPlainTextEdit,
    QSplitter,
    QStyleOptionViewItem,
    QTableView,
    QTreeWidgetItem,
)

from picseek.engine.types import FolderNode, FolderRow
from picseek.ui.base.window_settings import load_settings
from picseek.ui.sidebar.folder_tree import FolderTree
from picseek.ui.sidebar.panel import SidePanel
from picseek.ui.sidebar.row_delegate import (
    COUNT_ROLE,
    LINK_ROLE,
    PAD,
    STATE_ROLE,
    RowDelegate,
)
from picseek.ui.sidebar.tree_items import PAGE
from picseek.ui.sidebar.tree_rows import children
from picseek.ui.widgets.message_page import MessagePage
from tests.support.ui.desk import Desk
from tests.support.ui.fake_library import draw_pictures
from tests.support.ui.sidebar import click, find, row, rows, tree, unfold


@pytest.fixture
def photos(tmp_path: Path) -> Path:
    return tmp_path / "photos"


@pytest.fixture
def full(desk: Desk, photos: Path) -> Desk:
    """A window on a library with folders in folders."""
    desk.library.put(
        *draw_pictures(photos, "dog.jpg"),
        *draw_pictures(photos / "2019", "dog beach.jpg", "cat beach.jpg"),
        *draw_pictures(photos / "2019" / "May", "dog may.jpg", "broken.jpg"),
        *draw_pictures(photos / "2020", "cat.jpg"),
    )
    desk.library.remember(photos)
    desk.open()
    desk.until(lambda: len(desk.names()) == 5 and len(rows(tree(desk))) == 2)
    return desk


def children_of(tree: FolderTree, *names: str) -> list[str]:
    item = find(tree, *names)
    inside = children(item) if item is not None else []
    return [f"{each.text(0)} {each.data(0, COUNT_ROLE)}" for each in inside]


def test_folders_are_asked_for_only_when_they_are_unfolded(full: Desk, photos: Path) -> None:
    full.until(lambda: full.library.sidebar.asked == [photos])  # whether there is anything in it
    unfold(full, "photos")
    assert children_of(tree(full), "photos") == ["2019 3", "2020 1"]
    unfold(full, "photos", "2019")
    assert children_of(tree(full), "photos", "2019") == ["May 1"]
    assert set(full.library.sidebar.asked) == {photos, photos / "2019"}


def test_a_folder_shows_only_its_pictures(full: Desk, photos: Path) -> None:
    unfold(full, "photos")
    click(full, "photos", "2019")
    full.until_names("dog beach.jpg", "cat beach.jpg", "dog may.jpg")
    assert full.shown("folderChip")
    full.type("dog")
    full.until_names("dog beach.jpg", "dog may.jpg")
    assert full.library.asked[-1].folder == photos / "2019"


def test_the_chip_brings_back_all_folders(full: Desk) -> None:
    unfold(full, "photos")
    full.type("dog")
    click(full, "photos", "2019")
    full.until_names("dog beach.jpg", "dog may.jpg")
    full.click("removeFolderFilterButton")
    full.until_names("dog.jpg", "dog beach.jpg", "dog may.jpg")
    assert not full.shown("folderChip")
    assert tree(full).currentItem() is row(tree(full), "All pictures")


def test_all_pictures_brings_back_all_folders(full: Desk) -> None:
    unfold(full, "photos")
    click(full, "photos", "2020")
    full.until_names("cat.jpg")
    click(full, "All pictures")
    full.until(lambda: len(full.names()) == 5)
    assert not full.shown("folderChip")


def test_keys_choose_a_folder_once_they_rest(full: Desk) -> None:
    shown = tree(full)
    shown.setFocus()
    QTest.keyClick(shown, Qt.Key.Key_Down)
    QTest.keyClick(shown, Qt.Key.Key_Right)
    full.until(lambda: row(shown, "photos").childCount() == 2)
    QTest.keyClick(shown, Qt.Key.Key_Down)
    QTest.keyClick(shown, Qt.Key.Key_Down)
    full.until_names("cat.jpg")
    assert shown.currentItem() is row(shown, "photos", "2020")


def test_escape_clears_the_words_first_and_then_the_folder(full: Desk) -> None:
    unfold(full, "photos")
    click(full, "photos", "2020")
    full.type("dog")
    full.until_names()
    full.press_key(Qt.Key.Key_Escape)
    full.until_names("cat.jpg")
    full.press_key(Qt.Key.Key_Escape)
    full.until(lambda: len(full.names()) == 5)


def test_show_all_clears_both_at_once(full: Desk) -> None:
    unfold(full, "photos")
    click(full, "photos", "2019")
    full.type("dog")
    full.until_names("dog beach.jpg", "dog may.jpg")
    full.press("showAllAction")
    full.until(lambda: len(full.names()) == 5)
    assert not full.shown("folderChip")


def test_nothing_found_in_a_folder_says_where(full: Desk) -> None:
    unfold(full, "photos")
    click(full, "photos", "2020")
    full.type("dog")
    full.until(lambda: full.shown("nothingPage"))
    page = full.child(MessagePage, "nothingPage")
    assert page.title == "No results for “dog” in “2020”"


def test_new_pictures_are_counted_and_what_is_unfolded_stays(full: Desk, photos: Path) -> None:
    unfold(full, "photos")
    click(full, "photos", "2019")
    full.until(lambda: len(full.names()) == 3)
    draw_pictures(photos / "2021", "fox.jpg")
    draw_pictures(photos / "2019", "fox beach.jpg")
    full.press("rescanAction")
    full.until(lambda: children_of(tree(full), "photos") == ["2019 4", "2020 1", "2021 1"])
    full.until(lambda: len(full.names()) == 4)
    assert row(tree(full), "photos").isExpanded()
    assert tree(full).folder() == photos / "2019"


def test_a_removed_folder_is_no_longer_searched(full: Desk, photos: Path) -> None:
    unfold(full, "photos")
    click(full, "photos", "2019")
    full.until(lambda: len(full.names()) == 3)
    full.library.remove_folder(photos)
    full.press("rescanAction")
    full.until(lambda: rows(tree(full)) == ["All pictures"])
    assert not full.shown("folderChip")


def test_problems_of_a_folder_are_listed_alone(full: Desk, photos: Path) -> None:
    draw_pictures(photos / "2020", "broken too.jpg")
    full.press("rescanAction")
    full.until(lambda: row(tree(full), "photos").data(0, LINK_ROLE) == "2 problems")
    unfold(full, "photos")
    tree(full).setCurrentItem(row(tree(full), "photos", "2020"))
    menu = full.child(SidePanel, "folderPanel").folder_menu()
    actions = {action.text(): action for action in menu.actions()}
    actions["Show 1 problem…"].trigger()
    table = full.child(QTableView, "problemsTable")
    full.until(lambda: table.model().rowCount() == 1)
    assert table.model().index(0, 0).data() == "broken too.jpg"
    full.click("allProblemsButton")
    full.until(lambda: table.model().rowCount() == 2)


def test_the_number_of_problems_can_be_clicked(full: Desk, photos: Path) -> None:
    shown = tree(full)
    rect = shown.visualItemRect(row(shown, "photos"))
    wanted: list[Path] = []
    shown.problems_requested.connect(wanted.append)
    steps = range(rect.left(), rect.right(), 4)
    for x in steps:
        at = QPoint(x, rect.top() + rect.height() * 3 // 4)
        QTest.mouseClick(shown.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert set(wanted) == {photos}
    assert len(wanted) < len(steps)


def test_a_folder_being_indexed_says_so(full: Desk, photos: Path) -> None:
    full.library.index_gate.close()
    draw_pictures(photos, "new.jpg")
    full.press("rescanAction")
    full.until(lambda: row(tree(full), "photos").data(0, STATE_ROLE) == "Indexing…")
    full.library.index_gate.open()
    full.until(lambda: row(tree(full), "photos").data(0, STATE_ROLE) == "")


def test_the_menu_of_a_subfolder_does_not_offer_to_remove_it(full: Desk, photos: Path) -> None:
    unfold(full, "photos")
    tree(full).setCurrentItem(row(tree(full), "photos", "2020"))
    menu = full.child(SidePanel, "folderPanel").folder_menu()
    texts = [action.text() for action in menu.actions()]
    assert texts == [
        "Show only this folder",
        "Open in file manager",
        "Copy path",
        "Check this folder for changes",
        "Exclude this folder…",
    ]
    menu.actions()[2].trigger()
    assert QApplication.clipboard().text() == str(photos / "2020")
    menu.actions()[3].trigger()
    full.until(lambda: full.library.runs[-1] == ((photos / "2020",), False))
    assert not full.action("removeFolderAction").isEnabled()


def test_a_root_without_folders_in_it_cannot_be_unfolded(desk: Desk, photos: Path) -> None:
    desk.library.put(*draw_pictures(photos, "dog.jpg"))
    desk.library.remember(photos)
    desk.open()
    desk.until(lambda: rows(tree(desk)) == ["All pictures", "photos"])
    policies = QTreeWidgetItem.ChildIndicatorPolicy
    root = row(tree(desk), "photos")
    desk.until(lambda: root.childIndicatorPolicy() == policies.DontShowIndicator)
    draw_pictures(photos / "2021", "cat.jpg")
    desk.press("rescanAction")
    desk.until(lambda: root.childIndicatorPolicy() == policies.ShowIndicator)


def test_the_other_button_asks_for_a_menu_and_leaves_the_pictures(full: Desk) -> None:
    unfold(full, "photos")
    click(full, "photos", "2020")
    full.until_names("cat.jpg")
    shown = tree(full)
    other = row(shown, "photos", "2019")
    at = shown.visualItemRect(other).center()
    QTest.mouseClick(
        shown.viewport(), Qt.MouseButton.RightButton, Qt.KeyboardModifier.NoModifier, at
    )
    assert not full.child(QTimer, "folderRests").isActive()
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, shown.mapToGlobal(at))
    QApplication.sendEvent(shown.viewport(), event)
    assert shown.currentItem() is other
    full.child(QMenu, "folderMenu").close()
    full.until(lambda: shown.currentItem() is row(shown, "photos", "2020"))
    assert full.names() == ["cat.jpg"]


def test_a_folder_can_be_excluded_from_its_menu(full: Desk) -> None:
    unfold(full, "photos")
    unfold(full, "photos", "2019")
    tree(full).setCurrentItem(row(tree(full), "photos", "2019", "May"))
    full.child(SidePanel, "folderPanel").folder_menu().actions()[4].trigger()
    patterns = full.child(QPlainTextEdit, "exclusionPatterns")
    full.until(lambda: patterns.toPlainText() == "/2019/May/")
    full.until(lambda: full.text("exclusionLine") == "“/2019/May/” excludes 1 file.")
    assert full.library.options.exclusions.patterns == ()  # the user decides


def test_what_can_be_clicked_stays_whole_where_there_is_little_room(plain: FolderTree) -> None:
    root = Path("/photos").absolute()
    plain.resize(150, 200)
    plain.set_roots([FolderRow(root, 9, 12, available=False)], 9)
    item = row(plain, "photos")
    option = QStyleOptionViewItem()
    plain.initViewItemOption(option)
    option.rect = plain.visualItemRect(item)
    delegate, index = plain.itemDelegate(), plain.indexFromItem(item)
    assert isinstance(delegate, RowDelegate)
    second_line = option.rect.bottom() - PAD - plain.fontMetrics().height() // 2
    columns = range(option.rect.left(), option.rect.right() + 1)
    link = [x for x in columns if delegate.over_link(option, index, QPoint(x, second_line))]
    assert len(link) >= plain.fontMetrics().horizontalAdvance(item.data(0, LINK_ROLE))


def test_the_menu_key_opens_the_menu_of_the_current_folder(full: Desk) -> None:
    shown = tree(full)
    shown.setCurrentItem(row(shown, "photos"))
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(), QPoint())
    QApplication.sendEvent(shown.viewport(), event)
    menu = full.child(QMenu, "folderMenu")
    assert "Remove from library…" in [action.text() for action in menu.actions()]
    menu.close()


def test_titles_are_not_cut_however_narrow_the_sidebar(full: Desk) -> None:
    title = full.child(QLabel, "savedTitle")
    title.setText("A long title in another language")
    full.child(QSplitter, "folderSplit").setSizes([1, 1000])
    full.until(lambda: title.width() >= title.sizeHint().width())


def test_the_menu_of_no_folder_is_about_all(full: Desk) -> None:
    texts = [
        action.text() for action in full.child(SidePanel, "folderPanel").folder_menu().actions()
    ]
    assert texts == ["&Add folder…", "&Check for changes"]


# The widget alone


@pytest.fixture
def plain(qtbot: object) -> FolderTree:
    shown = FolderTree()
    shown.resize(240, 400)
    shown.show()
    return shown


def root_row(path: Path) -> FolderRow:
    return FolderRow(path, 9, 0, available=True)


def test_fifty_thousand_folders_in_one_are_listed_page_by_page(plain: FolderTree) -> None:
    root = Path("/photos").absolute()
    nodes = [FolderNode(root / f"{number}", 1) for number in range(50_000)]
    plain.set_roots([root_row(root)], 9)
    top = row(plain, root.name)
    top.setExpanded(True)
    plain.set_children(root, nodes)
    assert top.childCount() == PAGE + 1
    more = children(top)[PAGE]
    assert more.text(0) == f"{50_000 - PAGE:,} more folders…"
    plain.itemActivated.emit(more, 0)
    assert top.childCount() == 2 * PAGE + 1
    assert plain.folder() == root / f"{PAGE}"
    plain.set_children(root, nodes[:3])
    assert [item.text(0) for item in children(top)] == ["0", "1", "2"]
    plain.close()


def test_a_folder_chosen_inside_another_has_rows_in_both(plain: FolderTree) -> None:
    root = Path("/photos").absolute()
    inner = root / "2019"
    plain.set_roots([root_row(root), root_row(inner)], 9)
    for name in (root.name, inner.name):
        row(plain, name).setExpanded(True)
    plain.set_children(root, [FolderNode(inner, 3, folders=True)])
    row(plain, root.name, inner.name).setExpanded(True)
    plain.set_children(inner, [FolderNode(inner / "May", 1)])
    assert children_of(plain, root.name, inner.name) == ["May 1"]
    assert children_of(plain, inner.name) == ["May 1"]
    assert plain.open_folders() == [root, inner]
    plain.set_roots([root_row(root)], 9)
    assert children_of(plain, root.name, inner.name) == ["May 1"]
    plain.close()


def test_a_current_folder_that_goes_leaves_none(plain: FolderTree) -> None:
    root = Path("/photos").absolute()
    plain.set_roots([root_row(root)], 9)
    row(plain, root.name).setExpanded(True)
    plain.set_children(root, [FolderNode(root / "a", 1), FolderNode(root / "b", 1)])
    plain.show_chosen(root / "a")
    chosen: list[object] = []
    plain.chosen.connect(chosen.append)
    plain.set_children(root, [FolderNode(root / "b", 1)])
    assert plain.folder() is None
    assert chosen == []
    plain.close()


@pytest.mark.parametrize("direction", list(Qt.LayoutDirection)[:2])
def test_rows_are_mirrored_where_text_runs_from_right_to_left(
    plain: FolderTree, direction: Qt.LayoutDirection
) -> None:
    root = Path("/photos").absolute()
    plain.setLayoutDirection(direction)
    plain.set_roots([FolderRow(root, 9, 4, available=False)], 9)
    picture = plain.grab().toImage()
    rect = plain.visualItemRect(row(plain, root.name))
    ground = picture.pixelColor(rect.center().x(), rect.bottom() - 1)
    third = rect.width() // 3
    inked = [
        sum(
            picture.pixelColor(x, y) != ground
            for x in range(start, start + third)
            for y in range(rect.top(), rect.bottom())
        )
        for start in (rect.left(), rect.right() - third)
    ]
    assert (inked[0] > inked[1]) == (direction == Qt.LayoutDirection.LeftToRight)
    plain.close()


def test_what_is_unfolded_is_remembered(full: Desk, photos: Path) -> None:
    unfold(full, "photos")
    unfold(full, "photos", "2019")
    full.window.close()
    full.open()
    full.until(lambda: children_of(tree(full), "photos", "2019") == ["May 1"])
    assert row(tree(full), "photos").isExpanded()
    assert not row(tree(full), "photos", "2020").isExpanded()
    row(tree(full), "photos", "2019").setExpanded(False)
    full.window.close()
    full.open()
    full.until(lambda: children_of(tree(full), "photos") == ["2019 3", "2020 1"])
    assert load_settings(full.folder).open_folders == (photos,)


def test_a_folder_that_went_is_not_remembered_for_ever(full: Desk, photos: Path) -> None:
    may = photos / "2019" / "May"
    tree(full).reopen([photos.parent / "other", photos, photos / "gone" / "far", may])
    tree(full).set_roots([FolderRow(photos, 5, 0, available=True)], 5)
    full.until(lambda: children_of(tree(full), "photos") != [])
    assert tree(full).folders_to_expand() == [photos, may]
