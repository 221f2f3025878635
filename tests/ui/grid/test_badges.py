"""Signs on pictures, and the menu of their places."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import product
from pathlib import Path

import pytest
from PySide6.QtCore import QModelIndex, QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QFont
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu, QStyleOptionViewItem

from picseek.engine.types import PictureBadges
from picseek.ui.desktop import open_and_reveal as desktop
from picseek.ui.grid.badges import Badge, placed_badges
from picseek.ui.grid.delegate import GridDelegate
from picseek.ui.grid.results_model import PICTURE_ROLE
from tests.support.ui.desk import Desk
from tests.support.ui.fake_library import FakeBrowsing, draw_pictures
from tests.support.ui.grid import row_of

FRAME = QRectF(100, 50, 200, 150)


def badges(
    marks: PictureBadges | None = None,
    copies: int = 1,
    frame: QRectF = FRAME,
    *,
    partial: bool = False,
) -> list[Badge]:
    picture = row_of(1)
    picture = replace(picture, copies=copies, facts=replace(picture.facts, partial=partial))
    placed = list(placed_badges(picture, marks, frame, QFont(), mirrored=False))
    assert all(frame.contains(each.rect) for each in placed)
    return [each.badge for each in placed]


def test_a_picture_has_its_badges(qapp: object) -> None:
    assert badges() == []
    assert badges(copies=3) == [Badge.COPIES]
    assert badges(PictureBadges(1, present=False)) == [Badge.MISSING]
    assert badges(PictureBadges(1, present=True, problem="Refused.")) == [Badge.PROBLEM]
    both = PictureBadges(1, present=False, problem="Refused.")
    assert badges(both, copies=2) == [Badge.COPIES, Badge.MISSING, Badge.PROBLEM]
    assert badges(both, frame=QRectF(0, 0, 48, 64)) == [Badge.MISSING]
    assert badges(partial=True) == [Badge.PARTIAL]
    present = PictureBadges(1, present=True)
    assert badges(present, copies=2, partial=True) == [Badge.COPIES, Badge.PARTIAL]
    assert badges(both, partial=True) == [Badge.MISSING, Badge.PROBLEM]
    assert badges(PictureBadges(1, present=True, links=1), copies=2) == [], "a link is no copy"
    assert badges(PictureBadges(1, present=True, links=1), copies=3) == [Badge.COPIES]


def test_right_to_left_badges_change_sides(qapp: object) -> None:
    picture = replace(row_of(1), copies=2)
    [plain] = placed_badges(picture, None, FRAME, QFont(), mirrored=False)
    [mirrored] = placed_badges(picture, None, FRAME, QFont(), mirrored=True)
    assert plain.rect.left() - FRAME.left() == pytest.approx(FRAME.right() - mirrored.rect.right())


@pytest.fixture
def browsing(desk: Desk, tmp_path: Path) -> FakeBrowsing:
    """Two pictures on screen, the first one at a second place, too."""
    pictures = draw_pictures(tmp_path / "pictures", "a & b.jpg", "b.jpg")
    desk.library.put(*pictures)
    desk.library.remember(tmp_path / "pictures")
    number = desk.library.id_of("a & b.jpg")
    rows = desk.library.all_rows()
    rows[0] = replace(rows[0], copies=2)
    found = desk.library.browsing
    assert isinstance(found, FakeBrowsing)
    found.also_at[number] = [tmp_path / "elsewhere" / "copy.jpg"]
    return found


def delegate(desk: Desk) -> GridDelegate:
    found = desk.grid.itemDelegate()
    assert isinstance(found, GridDelegate)
    return found


def sign_of_copies(desk: Desk, index: QModelIndex) -> QPoint:
    """A point on the copies badge of a picture on screen."""
    option = QStyleOptionViewItem()
    desk.grid.initViewItemOption(option)
    option.rect = desk.grid.visualRect(index)
    picture = index.data(PICTURE_ROLE)
    points = product(
        range(option.rect.left(), option.rect.right(), 4),
        range(option.rect.top(), option.rect.bottom(), 4),
    )
    return next(
        QPoint(x, y)
        for x, y in points
        if delegate(desk).badge_at(option, picture, QPointF(x, y)) is Badge.COPIES
    )


def places_menu(desk: Desk) -> QMenu:

    desk.until(lambda: desk.window.findChild(QMenu, "placesMenu") is not None)
    return desk.child(QMenu, "placesMenu")


def test_what_is_wrong_with_pictures_on_screen_is_marked(
    desk: Desk, browsing: FakeBrowsing, tmp_path: Path
) -> None:
    missing, refused = tmp_path / "pictures" / "b.jpg", tmp_path / "pictures" / "a & b.jpg"
    browsing.troubles[refused] = "The service refused it."
    desk.open()
    desk.until(lambda: len(delegate(desk).badges) == 1)
    missing.unlink()
    desk.press("rescanAction")
    desk.until(lambda: len(delegate(desk).badges) == 2)
    assert not delegate(desk).badges[desk.library.id_of("b.jpg")].present
    browsing.troubles.clear()
    desk.until(lambda: not desk.action("stopAction").isEnabled())
    desk.press("rescanAction")
    desk.until(lambda: len(delegate(desk).badges) == 1)


def test_the_badge_for_copies_lists_their_locations(
    desk: Desk, browsing: FakeBrowsing, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    opened: list[Path] = []
    revealed: list[Path] = []

    def opening(path: Path) -> bool:
        opened.append(path)
        return True

    def revealing(paths: Sequence[Path]) -> bool:
        revealed.extend(paths)
        return True

    monkeypatch.setattr(desktop, "open_path", opening)
    monkeypatch.setattr(desktop, "reveal", revealing)
    desk.open()
    grid = desk.grid
    desk.until(lambda: len(desk.names()) == 2)
    index = grid.model().index(desk.names().index("a & b.jpg"), 0)
    desk.until(lambda: index.data() == "a & b.jpg")
    QTest.mouseClick(grid.viewport(), Qt.MouseButton.LeftButton, pos=sign_of_copies(desk, index))
    menu = places_menu(desk)
    first, second = (each for each in menu.actions() if each.menu())
    assert "a && b.jpg" in first.text()
    assert first.isEnabled()
    assert "copy.jpg (unavailable)" in second.text()
    assert not second.isEnabled()
    inner = first.menu()
    assert isinstance(inner, QMenu)
    opens, reveals = inner.actions()
    opens.trigger()
    reveals.trigger()
    desk.until(lambda: bool(revealed))
    assert opened == revealed == [tmp_path / "pictures" / "a & b.jpg"]
    menu.close()


def test_copies_are_listed_by_keys_too(desk: Desk, browsing: FakeBrowsing) -> None:
    desk.open()
    desk.until(lambda: len(desk.names()) == 2)
    grid = desk.grid
    row = desk.names().index("a & b.jpg")
    grid.setCurrentIndex(grid.model().index(row, 0))
    desk.press("placesAction")
    menu = places_menu(desk)
    assert len([each for each in menu.actions() if each.menu()]) == 2
    menu.close()


def test_styles_and_months_in_the_window(desk: Desk, browsing: FakeBrowsing) -> None:
    desk.open()
    desk.until(lambda: len(desk.names()) == 2)
    assert desk.grid.content.geometry.has_headers
    desk.press("justifiedAction")
    assert delegate(desk).fills
    assert desk.action("justifiedAction").isChecked()
    desk.window.close()
    desk.open()
    assert desk.action("justifiedAction").isChecked()
    assert desk.grid.content.style == "justified"
    desk.press("squaresAction")
    assert not delegate(desk).fills
