"""Months, shapes, places and marks of pictures."""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from picseek.engine.looking import Looking
from picseek.engine.store import FileRecord, Store, arranging
from picseek.engine.store.arranging import _run_end
from picseek.engine.types import MonthRun, PictureFacts, PictureMarks, PicturePlace
from tests.engine.store_tools import (
    OTHER_SPEC,
    ROOT,
    fail,
    failure,
    open_store,
    picture,
    record,
    save,
)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = open_store(tmp_path)
    opened.add_root(ROOT)
    yield opened
    opened.close()


def shaped(name: str, width: int, height: int) -> FileRecord:
    return replace(record(name), facts=PictureFacts(width, height, "JPEG"))


# Months


def test_pictures_of_a_month_stand_together(store: Store) -> None:
    save(
        store,
        *(record(f"m{day}.jpg", taken_at=datetime(2019, 3, day, 12)) for day in range(1, 8)),
        record("edge.jpg", taken_at=datetime(2019, 2, 28, 23, 59, 59)),
        record("other year.jpg", taken_at=datetime(2018, 3, 1)),
        record("old.jpg", taken_at=datetime(1855, 6, 1)),
    )
    assert Looking(store).months(store.browse()) == [
        MonthRun(0, 2019, 3),
        MonthRun(7, 2019, 2),
        MonthRun(8, 2018, 3),
        MonthRun(9, 1855, 6),
    ]


def test_no_pictures_have_no_months(store: Store) -> None:
    assert Looking(store).months(store.browse()) == []


def test_what_vanished_meanwhile_counts_to_its_neighbours(store: Store) -> None:
    save(
        store,
        *(record(f"{day}.jpg", taken_at=datetime(2019, 3, day)) for day in (5, 6, 7)),
        record("feb.jpg", taken_at=datetime(2019, 2, 1)),
    )
    ids = store.browse()
    store.forget_files(ROOT, ["7.jpg", "5.jpg"])
    assert Looking(store).months(ids) == [MonthRun(0, 2019, 3), MonthRun(3, 2019, 2)]


def test_a_file_from_the_end_of_time_has_a_month(store: Store) -> None:
    save(store, record("a.jpg", mtime=10**9), record("b.jpg", mtime=9 * 10**9))
    assert len(Looking(store).months(store.browse())) == 2
    assert arranging._month((10**18,)) == (9999, 12)
    assert arranging._month((-(10**18),)) == (1, 1)


@settings(deadline=None)
@given(st.lists(st.integers(1, 40), max_size=12))
def test_runs_are_found_from_a_few_looks(lengths: list[int]) -> None:
    months = [(2000 - at, 1) for at, length in enumerate(lengths) for _ in range(length)]
    start, ends = 0, []
    while start < len(months):
        start = _run_end(months.__getitem__, start, len(months))
        ends.append(start)
    assert ends == [sum(lengths[: at + 1]) for at in range(len(lengths))]


# Shapes


def test_shapes_are_widths_for_heights(store: Store) -> None:
    save(store, shaped("wide.jpg", 3000, 2000), shaped("tall.jpg", 1000, 2000))
    ids = [picture(store, "tall.jpg"), picture(store, "wide.jpg")]
    assert Looking(store).shapes(ids) == array("H", [128, 384])


def test_what_can_hardly_be_shown_is_limited(store: Store) -> None:
    save(store, shaped("thread.jpg", 1, 3000), shaped("strip.jpg", 3000, 1), shaped("no.jpg", 0, 0))
    ids = [picture(store, name) for name in ("thread.jpg", "strip.jpg", "no.jpg")]
    assert list(Looking(store).shapes([*ids, 999])) == [64, 2560, 256, 256]


def test_many_are_read_once_and_new_ones_added(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("picseek.engine.looking._FEW", 0)
    save(store, shaped("a.jpg", 256, 256), shaped("b.jpg", 512, 256))
    looking = Looking(store)
    assert list(looking.shapes(store.browse())) == [512, 256]
    save(store, shaped("c.jpg", 1024, 256))
    a, c = picture(store, "a.jpg"), picture(store, "c.jpg")
    assert list(looking.shapes([c, a, 12345, 0])) == [1024, 256, 256, 256]
    assert list(looking.shapes([])) == []


def test_ids_that_never_were_leave_gaps(store: Store) -> None:
    save(store, shaped("1.jpg", 256, 256), shaped("2.jpg", 512, 256))
    with store._database.writing() as connection:
        connection.executemany(
            "INSERT INTO contents (id, hash, byte_size, width, height, format, camera)"
            " VALUES (?, ?, 1, ?, 256, 'JPEG', '')",
            [(6, b"six", 768), (7, b"seven", 1024)],
        )
    assert list(store.arranging.shapes_after(0)) == [256, 512, 256, 256, 256, 768, 1024]
    assert list(store.arranging.shapes_after(5)) == [768, 1024]


# Places and marks


def test_a_picture_lies_at_all_its_places(store: Store, tmp_path: Path) -> None:
    here = tmp_path / "here.jpg"
    here.write_bytes(b"x")
    store.add_root(tmp_path)
    save(store, record("a.jpg", "A"), record(here, "A"), record("other.jpg"))
    number = picture(store, "a.jpg")
    looking = Looking(store)
    assert looking.places(number) == [
        PicturePlace(ROOT / "a.jpg", present=False),
        PicturePlace(here, present=True),
    ]
    assert looking.places(999) == []
    assert looking.marks([number]) == [PictureMarks(number, present=True)]


def test_a_picture_of_which_no_file_is_there_is_marked(store: Store) -> None:
    save(store, record("a.jpg", "A"), record("b.jpg", "A"))
    number = picture(store, "a.jpg")
    assert Looking(store).marks([number]) == [PictureMarks(number, present=False)]


def test_what_failed_about_a_picture_is_told(store: Store) -> None:
    save(store, record("a.jpg"))
    fail(store, failure("a.jpg"), model=store.model(OTHER_SPEC))
    number = picture(store, "a.jpg")
    [marks] = Looking(store).marks([number])
    assert marks.problem == "The file is damaged."


def test_marks_keep_the_order_and_count_unknown_ones_as_gone(store: Store) -> None:
    save(store, record("a.jpg"), record("b.jpg"))
    ids = [picture(store, "b.jpg"), 999, picture(store, "a.jpg")]
    assert [marks.id for marks in Looking(store).marks(ids)] == ids
    assert Looking(store).marks([]) == []
