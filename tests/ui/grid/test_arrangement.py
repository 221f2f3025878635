"""How all pictures are arranged while browsing."""

from __future__ import annotations

from pathlib import Path

import pytest

from picseek.engine.cancel import CancelToken
from picseek.engine.types import MonthRun
from picseek.ui.search.browse import Browsed, browse, month_sections, year_sections
from tests.support.ui.fake_library import FakeLibrary, draw_pictures

MONTHS = [MonthRun(0, 2026, 1), MonthRun(1, 2025, 12), MonthRun(3, 2025, 8), MonthRun(4, 2019, 3)]


def test_each_month_has_a_section_marked_with_its_year() -> None:
    sections = month_sections(MONTHS)
    assert [section.start for section in sections] == [0, 1, 3, 4]
    assert [section.group for section in sections] == ["2026", "2025", "2025", "2019"]
    assert sections[1].title == "December 2025"


def test_the_months_of_a_year_become_one_section() -> None:
    sections = year_sections(MONTHS)
    assert [(section.start, section.title) for section in sections] == [
        (0, "2026"),
        (1, "2025"),
        (4, "2019"),
    ]


@pytest.mark.parametrize(("each", "titles"), [(1, ["2025"]), (6, ["December 2025", "May 2025"])])
def test_months_of_a_picture_or_two_are_put_together(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, each: int, titles: list[str]
) -> None:
    library = FakeLibrary(tmp_path)
    library.put(*draw_pictures(tmp_path / "photos", *(f"{n}.jpg" for n in range(2 * each))))
    months = [MonthRun(0, 2025, 12), MonthRun(each, 2025, 5)]
    monkeypatch.setattr(library.browsing, "months", lambda _ids: months)
    later: list[Browsed] = []
    browsed = browse(library, None, later.append, CancelToken())
    assert [section.title for section in browsed.arrangement.sections] == titles
    assert later == []
