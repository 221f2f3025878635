"""The grid on screen in rows and in sections, and the scrubber next to it."""

from __future__ import annotations

from array import array
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from picseek.engine.cancel import CancelToken
from picseek.engine.types import Query, SearchResult
from picseek.ui.grid.arrangement import Arrangement, shape_of
from picseek.ui.grid.delegate import GridDelegate
from picseek.ui.grid.results_model import ResultsModel
from picseek.ui.grid.scrubber import Scrubber
from picseek.ui.grid.sections import Section
from picseek.ui.grid.view import GridView
from picseek.ui.style.choices import GridStyle
from tests.support.ui.desk import Desk
from tests.support.ui.fake_library import draw_pictures
from tests.support.ui.grid import Engine, FakeThumbnails, ids
from tests.support.ui.grid_on_screen import (
    CTRL,
    KEY,
    LEFT,
    Build,
    click,
    drag_band,
    first_visible,
    grid_on_screen,
    results,
    scroll,
)

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

SHAPES = [341, 192, 384, 1200, 256, 341, 171]


def monthly(count: int, each: int = 40, more: int = 0) -> Arrangement:
    """Months of so many pictures; `more` have come before the others."""
    shapes = [SHAPES[(at - more) % len(SHAPES)] for at in range(count)]
    sections = tuple(
        Section(start, f"Month {start // each}", str(2024 - start // each // 12))
        for start in range(0, count, each)
    )
    return Arrangement.of(shapes, sections)


def by_month(build: Build, count: int = 2000, style: GridStyle = GridStyle.SQUARES) -> GridView:
    view = build(count)
    view.resize(640, 400)
    results(view).arrange(monthly(count))
    delegate = view.itemDelegate()
    assert isinstance(delegate, GridDelegate)
    delegate.fills = style is GridStyle.JUSTIFIED
    view.content.style = style
    return view


def scrubber(view: GridView) -> Scrubber:
    found = view.findChild(Scrubber, "scrubber")
    assert found is not None
    return found


# Both styles

styles = pytest.mark.parametrize("style", GridStyle)


@styles
def test_zooming_holds_what_is_under_the_pointer(build: Build, style: GridStyle) -> None:
    view = by_month(build, style=style)
    view.content.scroll_by(3000)
    at = QPoint(300, 200)
    row = view.indexAt(at).row()
    top = view.visualRect(view.model().index(row, 0)).top()
    scroll(view, notches=-3, modifiers=Qt.KeyboardModifier.ControlModifier, at=at)
    assert view.content.cell_side < 100
    rect = view.visualRect(view.model().index(row, 0))
    assert rect.top() <= at.y() <= rect.bottom() or abs(rect.top() - top) < 110


@styles
def test_the_first_picture_stays_when_the_style_changes(build: Build, style: GridStyle) -> None:
    view = by_month(build, style=style)
    view.content.scroll_by(5000)
    before = first_visible(view)
    other = next(each for each in GridStyle if each is not style)
    view.content.style = other
    rect = view.visualRect(view.model().index(results(view).row_of(before), 0))
    assert rect.intersects(view.viewport().rect())


@styles
@pytest.mark.parametrize("width", [900, 350, 641])
def test_cells_fill_the_width_at_any_width(build: Build, style: GridStyle, width: int) -> None:
    view = by_month(build, style=style)
    view.resize(width, 400)
    geometry = view.content.geometry
    row = geometry.items_of_row(0)
    first, last = geometry.cell(row.start), geometry.cell(row.stop - 1)
    right = view.viewport().width() - (last.x + last.width)
    assert abs(first.x - right) <= 2
    assert first.x <= 24


@styles
def test_arrows_cross_the_border_of_sections(build: Build, style: GridStyle) -> None:
    view = by_month(build, style=style)
    click(view, 0)
    rows = [0]
    while rows[-1] < 200:
        QTest.keyClick(view, KEY.Key_Down)
        rows.append(view.currentIndex().row())
        assert rows[-1] > rows[-2]
    for row in reversed(rows[:-1]):
        QTest.keyClick(view, KEY.Key_Up)
        assert view.currentIndex().row() == row  # the way back is the same


@styles
def test_a_band_selects_across_sections(build: Build, style: GridStyle) -> None:
    view = by_month(build, style=style)
    span = view.content.geometry.section_span(1)
    view.content.scroll_to(span.top - 150)
    width = view.viewport().width()
    drag_band(view, QPoint(width - 2, 190), QPoint(2, 60))
    QTest.mouseRelease(view.viewport(), LEFT, pos=QPoint(2, 60))
    chosen = view.selection.ids()
    assert chosen
    assert max(chosen) < 40
    assert chosen == list(range(min(chosen), max(chosen) + 1))


@styles
def test_pictures_that_come_leave_what_is_shown_in_place(build: Build, style: GridStyle) -> None:
    view = by_month(build, style=style)
    view.content.scroll_by(6000)
    held = first_visible(view)
    before = view.visualRect(view.model().index(results(view).row_of(held), 0))
    new = array("q", range(10_000, 10_040)) + ids(2000)
    results(view).refresh_ids(new, monthly(2040, more=40))
    after = view.visualRect(view.model().index(results(view).row_of(held), 0))
    assert after == before


@styles
def test_a_better_arrangement_leaves_what_is_shown_in_place(build: Build, style: GridStyle) -> None:
    view = by_month(build, style=style)
    view.content.scroll_by(6000)
    held = first_visible(view)
    results(view).arrange(Arrangement.of([256] * 2000, (Section(0, "All"),)))
    index = view.model().index(results(view).row_of(held), 0)
    assert view.visualRect(index).intersects(view.viewport().rect())
    results(view).arrange(monthly(5))  # of other pictures: late
    assert results(view).arrangement.count == 2000


@styles
def test_right_to_left_begins_at_the_right(build: Build, style: GridStyle) -> None:
    view = by_month(build, style=style)
    view.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    first, second = (view.visualRect(view.model().index(row, 0)) for row in (0, 1))
    assert first.left() > second.right()
    assert first.right() > view.viewport().width() - 30
    assert scrubber(view).geometry().right() < view.viewport().geometry().left()
    click(view, 0)
    QTest.keyClick(view, KEY.Key_Left)
    assert view.currentIndex().row() == 1


# Headers


def test_the_header_stays_at_the_top_until_the_next_pushes_it(build: Build) -> None:
    view = by_month(build)
    height = view.content.geometry.header_height
    span = view.content.geometry.section_span(1)
    view.content.scroll_to(span.top - 500)
    assert view.content.area.header_at(QPoint(60, 1)) == 0
    assert not view.indexAt(QPoint(60, height // 2)).isValid()
    view.content.scroll_to(span.top - 1)
    assert view.content.area.header_at(QPoint(60, 0)) == 0
    assert view.content.area.header_at(QPoint(60, height)) == 1
    view.content.scroll_to(span.top + 1)
    assert view.content.area.header_at(QPoint(60, 0)) == 1


def test_the_cursor_is_never_hidden_under_the_header(build: Build) -> None:
    view = by_month(build)
    view.scrollTo(view.model().index(300, 0))
    for _ in range(12):
        view.scrollTo(view.model().index(view.content.area.rows.start, 0))
        top = view.visualRect(view.model().index(view.content.area.rows.start + 4, 0)).top()
        assert top >= view.content.geometry.header_height or view.content.offset == 0


def test_scrolling_paints_the_same_as_painting_everything(build: Build) -> None:
    view = by_month(build)
    view.content.scroll_by(700)
    view.grab()
    view.repaint()
    for way in (37, 120, -61, 5):
        view.content.scroll_by(way)
    scrolled = view.viewport().grab().toImage()
    view.viewport().update()
    assert view.viewport().grab().toImage() == scrolled
    assert scrolled.format() != QImage.Format.Format_Invalid


def test_one_goes_from_section_to_section(build: Build) -> None:
    view = by_month(build)
    view.go_to_section(1)
    assert view.currentIndex().row() == 40
    view.go_to_section(1)
    assert view.currentIndex().row() == 80
    QTest.keyClick(view, KEY.Key_Right)
    view.go_to_section(-1)
    assert view.currentIndex().row() == 80  # first to the beginning of this one
    view.go_to_section(-1)
    assert view.currentIndex().row() == 40
    view.go_to_section(-5)
    assert view.currentIndex().row() == 0
    view.go_to_section(500)
    assert view.currentIndex().row() == 1960


def test_a_click_on_a_header_selects_its_pictures(build: Build) -> None:
    view = by_month(build)
    span = view.content.geometry.section_span(1)
    view.content.scroll_to(span.top - 100)
    QTest.mouseClick(view.viewport(), LEFT, pos=QPoint(40, 110))
    assert view.selection.ids() == list(range(40, 80))
    QTest.mouseClick(view.viewport(), LEFT, CTRL, pos=QPoint(40, 5))  # the one that sticks
    assert view.selection.ids() == list(range(80))
    click(view, 50)
    assert view.selection.ids() == [50]


def test_without_titles_there_are_no_headers(build: Build) -> None:
    view = build(100)
    assert not view.content.geometry.has_headers
    assert view.visualRect(view.model().index(0, 0)).top() == 10
    assert not scrubber(view).isVisible()


# The scrubber


def test_dragging_on_the_scrubber_shows_the_month_and_goes_there(build: Build) -> None:
    view = by_month(build)
    strip = scrubber(view)
    assert strip.isVisible()
    assert strip.geometry().left() > view.viewport().geometry().right()
    bubble = view.findChild(QLabel, "scrubberBubble")
    assert bubble is not None
    QTest.mousePress(strip, LEFT, pos=QPoint(5, strip.height() // 2))
    assert bubble.isVisible()
    middle = view.content.geometry.section_at(view.content.offset)
    assert bubble.text() in {f"Month {middle}", f"Month {middle + 1}"}
    assert 22 <= middle <= 28
    QTest.mouseMove(strip, QPoint(5, strip.height() + 50))
    QTest.mouseRelease(strip, LEFT, pos=QPoint(5, strip.height() + 50))
    assert not bubble.isVisible()
    QTest.mousePress(strip, LEFT, pos=QPoint(5, -10))
    assert view.content.offset == 0


def test_the_tooltip_names_the_badge_under_the_pointer(build: Build) -> None:
    view = by_month(build)
    strip = scrubber(view)
    bubble = view.findChild(QLabel, "scrubberBubble")
    assert bubble is not None
    for y, mark in list(strip._labels()):
        QTest.mousePress(strip, LEFT, pos=QPoint(5, y))
        section = next(s for s in view.content.geometry.sections if s.title == bubble.text())
        assert section.group == mark
        QTest.mouseRelease(strip, LEFT, pos=QPoint(5, y))
    QTest.mousePress(strip, LEFT, pos=QPoint(5, strip.height()))
    assert bubble.text() == view.content.geometry.sections[-1].title


def test_the_scrubber_by_keys(build: Build) -> None:
    view = by_month(build)
    strip = scrubber(view)

    def month() -> int:
        return view.content.geometry.section_at(view.content.offset)

    for key, wanted in (
        (KEY.Key_Down, 1),
        (KEY.Key_Down, 2),
        (KEY.Key_Up, 1),
        (KEY.Key_PageDown, 12),
        (KEY.Key_PageDown, 24),
        (KEY.Key_PageUp, 12),
        (KEY.Key_PageUp, 0),
        (KEY.Key_PageUp, 0),
    ):
        QTest.keyClick(strip, key)
        assert month() == wanted, key
    QTest.keyClick(strip, KEY.Key_End)
    assert view.content.offset == view.content.geometry.height - view.viewport().height()
    QTest.keyClick(strip, KEY.Key_Home)
    assert view.content.offset == 0


def test_the_scrubber_goes_when_there_is_nothing_to_choose(build: Build) -> None:
    view = by_month(build)
    narrow = view.viewport().width()
    results(view).set_ids(ids(100))
    assert not scrubber(view).isVisible()
    assert view.viewport().width() > narrow


# Getting ready


def test_the_next_screen_is_got_ready_in_the_direction_one_scrolls(qtbot: QtBot) -> None:
    view = grid_on_screen(qtbot, 1000)
    thumbnails = FakeThumbnails()
    view.setItemDelegate(GridDelegate(thumbnails, view))
    with qtbot.waitSignal(view.visible.wanted_ids_changed) as emitted:
        view.content.scroll_by(300)
    shown = view.content.area.rows
    assert emitted.args is not None
    assert max(emitted.args[0]) >= shown.stop + 4
    qtbot.waitUntil(lambda: shown.stop + 1 in {each for each, _ in thumbnails.prefetched})
    thumbnails.prefetched.clear()
    view.content.scroll_by(5000)  # too fast: nothing is got ready
    with qtbot.waitSignal(view.visible.wanted_ids_changed):
        pass
    shown = view.content.area.rows
    with qtbot.waitSignal(view.visible.wanted_ids_changed) as emitted:
        view.content.scroll_by(-100)
    assert emitted.args is not None
    assert min(emitted.args[0]) < view.content.area.rows.start


def test_it_reports_when_pictures_pass_too_quickly_to_be_seen(qtbot: QtBot, build: Build) -> None:
    view = build(100_000)
    passes: list[bool] = []
    with qtbot.waitSignal(view.visible.wanted_ids_changed):
        view.content.scroll_by(10)
    view.visible.fast_scrolling_changed.connect(passes.append)
    thumbnails = FakeThumbnails()
    view.setItemDelegate(GridDelegate(thumbnails, view))
    view.content.scroll_by(10)
    assert passes == []
    view.content.scroll_by(50_000)
    assert passes == [True]
    qtbot.waitUntil(lambda: passes == [True, False])
    shown = view.content.area.rows
    got = {each for each, _ in thumbnails.prefetched}
    assert got.issuperset(shown), "nothing that shows is left without"


# Arrangements


def test_shapes_of_pictures() -> None:
    assert shape_of(300, 200) == 384
    assert shape_of(0, 0) == 256
    assert shape_of(1, 1000) == 64
    assert shape_of(1000, 1) == 2560


def test_an_arrangement_knows_sums_of_shapes() -> None:
    arrangement = Arrangement.of([256, 512])
    assert list(arrangement.sums) == [0, 256, 768]
    assert arrangement.count == 2
    assert Arrangement.of([]).count == 0


def test_a_refresh_arranges_once_all_rows_have_moved(qapp: object) -> None:
    model = ResultsModel(Engine().fetch)
    model.set_ids(ids(100), monthly(100))
    moving: list[bool] = []
    model.rowsInserted.connect(lambda: moving.append(model.updating))
    model.arranged.connect(lambda: moving.append(model.updating))
    model.refresh_ids(array("q", [*range(50), 777, *range(50, 99)]), monthly(100))
    assert moving == [True, False]
    assert model.arrangement.count == 100


def test_rows_have_no_padding_and_squares_do(qtbot: QtBot) -> None:
    view = grid_on_screen(qtbot, 50)
    delegate = view.itemDelegate()
    assert isinstance(delegate, GridDelegate)
    before = view.content.geometry.pitch
    delegate.fills = True
    view.content.style = GridStyle.JUSTIFIED
    qtbot.waitUntil(lambda: view.content.geometry.pitch < before)
    assert view.content.geometry.pitch == 110
    assert QSize(view.content.cell_side, 0).width() == 100


# Sections of a search


def test_strong_matches_are_a_section_where_the_answer_has_them(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    pictures = draw_pictures(tmp_path / "pictures", "dog 1.jpg", "dog 2.jpg", "dog 3.jpg")
    desk.library.put(*pictures)
    desk.open()
    answer = desk.library.search

    def with_cut_off(query: Query, token: CancelToken | None = None) -> SearchResult:
        return replace(answer(query, token), strong=strength["strong"])

    monkeypatch.setattr(desk.library, "search", with_cut_off)
    strength: dict[str, int | None] = {"strong": 1}
    desk.type("dog")
    desk.until(
        lambda: (
            [each.title for each in desk.grid.content.geometry.sections]
            == ["Best matches", "More results"]
        )
    )
    assert desk.grid.content.geometry.sections[1].start == 1
    for no_border in (None, 0, 3):
        strength["strong"] = no_border
        desk.box.clear()
        desk.until(lambda: desk.grid.content.geometry.sections[0].group != "")
        desk.type("dog")
        desk.until(lambda: desk.grid.content.geometry.sections == (Section(0),))
    assert not desk.grid.content.geometry.has_headers
