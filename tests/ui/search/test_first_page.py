"""The first pictures are shown before it is known how many there are."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from picseek.ui.grid.arrangement import Arrangement
from picseek.ui.grid.layout import Frame
from picseek.ui.grid.results_model import ResultsModel
from picseek.ui.grid.sections import Section
from picseek.ui.search import result_message as results
from picseek.ui.style.choices import GridStyle
from tests.support.ui.desk import Desk
from tests.support.ui.fake_library import draw_pictures
from tests.support.ui.sidebar import click, unfold

NAMES = [f"{number:02}.jpg" for number in range(40)]
ALL = list(reversed(NAMES))


@pytest.fixture
def spoken(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    said: list[str] = []
    monkeypatch.setattr(results, "announce", lambda _grid, text: said.append(text))
    return said


@pytest.fixture
def begun(desk: Desk, tmp_path: Path, spoken: list[str]) -> Desk:
    """A window that shows the first 12 of 40 pictures, and waits for the rest."""
    desk.library.put(*draw_pictures(tmp_path / "photos", *NAMES))
    desk.library.remember(tmp_path / "photos")
    desk.library.fake_browsing.top = 12
    desk.library.fake_browsing.gate.close()
    desk.open()
    desk.until(lambda: len(desk.names()) == 12)
    return desk


def go_on(desk: Desk) -> None:
    desk.library.fake_browsing.gate.open()
    desk.until(lambda: len(desk.names()) == 40)


def test_the_top_is_shown_first_and_then_all(begun: Desk, spoken: list[str]) -> None:
    assert begun.names() == ALL[:12]
    assert begun.message() == ""
    assert begun.shown("resultGrid")
    go_on(begun)
    assert begun.names() == ALL
    assert begun.message() == "40 pictures"
    assert spoken == ["40 pictures"]


def test_the_rows_of_the_top_need_not_be_asked_for(begun: Desk) -> None:
    model = begun.grid.model()
    assert isinstance(model, ResultsModel)
    assert [model.known_row(row) is not None for row in range(12)] == [True] * 12


def test_what_was_done_meanwhile_stays(begun: Desk) -> None:
    grid = begun.grid
    grid.setCurrentIndex(grid.model().index(9, 0))
    begun.select("36.jpg", "33.jpg")
    grid.content.scroll_by(60)
    top = grid.visualRect(grid.model().index(9, 0)).top()
    resets: list[None] = []
    grid.model().modelReset.connect(lambda: resets.append(None))
    go_on(begun)
    assert grid.visualRect(grid.model().index(9, 0)).top() == top
    assert grid.currentIndex().row() == 9
    ids = [begun.library.id_of(name) for name in ("36.jpg", "33.jpg")]
    assert grid.selection.ids() == ids
    assert resets == []
    assert begun.message() == "2 selected"


def test_a_question_meanwhile_goes_before(begun: Desk) -> None:
    begun.type("07")
    begun.press_key(Qt.Key.Key_Return)
    begun.library.fake_browsing.gate.open()
    begun.until_names("07.jpg")
    begun.until(lambda: begun.message() == "1 result")
    begun.press_key(Qt.Key.Key_Escape)
    begun.until(lambda: begun.names() == ALL)


def test_what_came_and_went_meanwhile_is_right_in_the_end(begun: Desk, tmp_path: Path) -> None:
    draw_pictures(tmp_path / "photos", "new.jpg")
    begun.library.lose(tmp_path / "photos" / "38.jpg")
    begun.press("rescanAction")
    begun.until(lambda: "new.jpg" in [row.path.name for row in begun.library.all_rows()])

    begun.library.fake_browsing.gate.open()
    expected = ["new.jpg", "39.jpg", *ALL[2:]]
    begun.until(lambda: begun.names() == expected)


def test_a_folder_is_shown_from_its_top_too(begun: Desk, tmp_path: Path) -> None:
    draw_pictures(tmp_path / "photos" / "in", *NAMES[:20])
    begun.press("rescanAction")
    begun.until(lambda: begun.library.status().pictures == 60)
    unfold(begun, "photos")
    click(begun, "photos", "in")
    begun.until(lambda: begun.names() == ALL[20:32])
    begun.library.fake_browsing.gate.open()
    begun.until(lambda: begun.names() == ALL[20:])


@pytest.mark.parametrize("style", list(GridStyle))
def test_whole_months_at_the_top_lie_where_they_stay(style: GridStyle) -> None:
    shapes = [128 + at * 37 % 300 for at in range(9000)]
    months = tuple(Section(start, str(start)) for start in (0, 700, 2100, 6000))
    frame = Frame(style, width=1000, side=176, padding=8, name_height=20, header=30, mirrored=False)
    top = frame.lay_out(2100, Arrangement.of(shapes[:2100], months[:2]))
    whole = frame.lay_out(9000, Arrangement.of(shapes, months))
    assert [top.cell(at) for at in range(2100)] == [whole.cell(at) for at in range(2100)]
