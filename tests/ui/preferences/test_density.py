"""More or less room between things."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QComboBox

from picseek.engine.types import Query
from picseek.ui.base.window_settings import load_settings
from picseek.ui.sidebar.folder_tree import FolderTree
from picseek.ui.sidebar.saved_list import SavedList
from picseek.ui.sidebar.tree_rows import children
from picseek.ui.style.choices import Density
from tests.support.ui.desk import Desk
from tests.support.ui.fake_library import draw_pictures


def choose(desk: Desk, density: Density) -> None:
    desk.press("preferencesAction")
    box = desk.child(QComboBox, "densityBox")
    box.setCurrentIndex(box.findData(density.value))


def room_between(desk: Desk) -> int:
    """Pixels between the first two cells."""
    geometry = desk.grid.content.geometry
    first, second = geometry.cell(0), geometry.cell(1)
    return second.x - first.x - first.width


def test_compact_shows_more_at_once_and_is_remembered(desk: Desk, tmp_path: Path) -> None:
    desk.library.put(*draw_pictures(tmp_path / "photos", "a.jpg", "b.jpg"))
    desk.open()
    desk.until_names("a.jpg", "b.jpg")
    wide = room_between(desk)
    choose(desk, Density.COMPACT)
    assert room_between(desk) < wide
    choose(desk, Density.COMFORTABLE)
    assert room_between(desk) == wide
    choose(desk, Density.COMPACT)
    desk.window.close()
    assert load_settings(tmp_path / "library").density is Density.COMPACT


def test_compact_reaches_the_sidebar(desk: Desk, tmp_path: Path) -> None:
    desk.library.put(*draw_pictures(tmp_path / "photos", "a.jpg"))
    desk.library.remember(tmp_path / "photos")
    desk.library.sidebar.saved_searches.save("reds", Query("red"))
    desk.open()
    tree, saved = desk.child(FolderTree, "folderTree"), desk.child(SavedList, "savedList")
    desk.until(lambda: tree.topLevelItemCount() == 2 and saved.count() == 1)

    def heights() -> tuple[int, int, int]:
        folders = children(tree.invisibleRootItem())
        first, second = (tree.visualItemRect(item).height() for item in folders)
        return first, second, saved.visualItemRect(saved.item(0)).height()

    wide = heights()
    choose(desk, Density.COMPACT)
    desk.until(lambda: all(now < before for now, before in zip(heights(), wide, strict=True)))
    choose(desk, Density.COMFORTABLE)
    desk.until(lambda: heights() == wide)


def test_what_is_remembered_is_shown(desk: Desk, tmp_path: Path) -> None:
    desk.open()
    choose(desk, Density.COMPACT)
    gap = desk.grid.content.gap
    desk.window.close()
    again = Desk(desk.qtbot, tmp_path / "library")
    again.open()
    assert again.grid.content.gap == gap < 10
    again.window.close()
