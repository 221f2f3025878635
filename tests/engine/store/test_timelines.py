"""Pictures in order of time: ids alone; and with shapes and months, the top first, then all."""

from __future__ import annotations

import sqlite3
from array import array
from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from picseek.engine.browsing.timelines import Browsing
from picseek.engine.cancel import CancelToken
from picseek.engine.errors import Cancelled
from picseek.engine.store import FileRecord, Store, timelines
from picseek.engine.types import MonthRun, PictureFacts, Timeline
from tests.support.stores import ROOT, open_store, picture, record, save

MONTH = 31 * 86_400


@pytest.fixture
def store(store: Store) -> Store:
    """One that looks into ROOT."""
    store.folders.add_root(ROOT)
    return store


@pytest.fixture
def small_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    """Four pictures are a screenful, and stretches of 4, 8, 16, 16 pictures are read."""
    for name, value in (("_FIRST_ROWS", 4), ("_GROWTH", 2), ("_MAX_ROWS", 16), ("_SCREENFUL", 4)):
        monkeypatch.setattr(timelines, name, value)
    monkeypatch.setattr(timelines, "_MAX_UNCUT", 12)
    monkeypatch.setattr(timelines, "_FEW", 3)


def shaped(name: str, width: int, height: int) -> FileRecord:
    return replace(record(name), facts=PictureFacts(width, height, "JPEG"))


def at_times(store: Store, times: Sequence[int], folder: str = "") -> None:
    save(store, *(record(f"{folder}{at}.jpg", mtime=time) for at, time in enumerate(times)))


def parts(store: Store, folder: Path | None = None) -> list[Timeline]:
    return list(Browsing(store).timelines(folder))


def months(store: Store) -> list[MonthRun]:
    return parts(store)[-1].months


def shapes(store: Store) -> list[int]:
    return np.diff(parts(store)[-1].shape_sums).tolist()


# Order


def test_the_newest_is_first_by_camera_then_by_file(store: Store) -> None:
    at = {year: int(datetime(year, 6, 1).timestamp()) for year in (2001, 2003, 2005, 2022)}
    save(
        store,
        record("taken2004.jpg", taken_at=datetime(2004, 6, 1), mtime=at[2022]),
        record("file2003.jpg", mtime=at[2003]),
        record("file2005.jpg", mtime=at[2005]),
        record("taken2002.jpg", taken_at=datetime(2002, 6, 1), mtime=at[2022]),
        record("taken1855.jpg", taken_at=datetime(1855, 6, 1), mtime=at[2001]),
    )
    names = [row.path.stem for row in store.pictures.rows(store.pictures.newest_first())]
    assert names == ["file2005", "taken2004", "file2003", "taken2002", "taken1855"]


def test_camera_and_file_times_of_one_day_are_both_wall_clock(store: Store) -> None:
    """A screenshot made an hour after a photo comes after it, in whatever zone one lives."""
    noon = datetime(2015, 7, 1, 12)
    save(
        store,
        record("before.png", mtime=int(noon.replace(hour=11).timestamp())),
        record("noon.jpg", taken_at=noon),
        record("after.png", mtime=int(noon.replace(hour=13).timestamp())),
    )
    names = [row.path.stem for row in store.pictures.rows(store.pictures.newest_first())]
    assert names == ["after", "noon", "before"]


def test_copies_count_once_at_the_time_of_the_newest(store: Store) -> None:
    save(store, record("old.jpg", "A", mtime=1_000), record("b.jpg", "B", mtime=500_000))
    save(store, record("new.jpg", "A", mtime=900_000))
    assert list(store.pictures.newest_first()) == [
        picture(store, "old.jpg"),
        picture(store, "b.jpg"),
    ]
    store.files.remove(ROOT, ["new.jpg"])
    assert list(store.pictures.newest_first()) == [
        picture(store, "b.jpg"),
        picture(store, "old.jpg"),
    ]


def test_browsing_gives_eight_byte_ids(store: Store) -> None:
    assert store.pictures.newest_first().typecode == "q"
    assert len(store.pictures.newest_first()) == 0


# Months and shapes


def test_pictures_of_a_month_stand_together(store: Store) -> None:
    save(
        store,
        *(record(f"m{day}.jpg", taken_at=datetime(2019, 3, day, 12)) for day in range(1, 8)),
        record("edge.jpg", taken_at=datetime(2019, 2, 28, 23, 59, 59)),
        record("other year.jpg", taken_at=datetime(2018, 3, 1)),
        record("old.jpg", taken_at=datetime(1855, 6, 1)),
    )
    assert months(store) == [
        MonthRun(0, 2019, 3),
        MonthRun(7, 2019, 2),
        MonthRun(8, 2018, 3),
        MonthRun(9, 1855, 6),
    ]


def test_a_file_from_the_end_of_time_has_a_month(store: Store) -> None:
    save(store, record("a.jpg", mtime=10**9), record("b.jpg", mtime=9 * 10**9))
    assert len(months(store)) == 2
    assert timelines._months(np.array([10**18, -(10**18)])) == [
        MonthRun(0, 9999, 12),
        MonthRun(1, 1, 1),
    ]


def test_shapes_are_widths_for_heights_within_limits(store: Store) -> None:
    save(
        store,
        shaped("wide.jpg", 3000, 2000),
        shaped("tall.jpg", 1000, 2000),
        shaped("thread.jpg", 1, 3000),
        shaped("strip.jpg", 3000, 1),
        shaped("unknown.jpg", 0, 0),
    )
    assert shapes(store) == [256, 2560, 64, 128, 384]


def test_no_pictures_are_a_timeline_too(store: Store) -> None:
    (only,) = parts(store)
    assert only == Timeline(array("q"), array("q", [0]), [], whole=True)


# The top, then all


@pytest.mark.usefixtures("small_steps")
def test_the_top_ends_with_a_month_and_all_begin_with_it(store: Store) -> None:
    at_times(store, [1_600_000_000 + MONTH * (at // 3) for at in range(30)])
    top, whole = parts(store)
    assert (top.whole, whole.whole) == (False, True)
    assert [run.start for run in top.months] == [0, 3, 6]
    assert len(top.ids) == 9
    assert whole.ids == store.pictures.newest_first()
    assert whole.ids[:9] == top.ids
    assert whole.shape_sums[:10] == top.shape_sums
    assert whole.months[:3] == top.months
    assert len(whole.ids) == 30


@pytest.mark.usefixtures("small_steps")
def test_a_month_without_end_is_cut(store: Store) -> None:
    at_times(store, [1_600_000_000] * 100)
    top, whole = parts(store)
    assert len(top.ids) == 27  # of 4, 8 and 16, but for the last
    assert whole.ids[:27] == top.ids
    assert sorted(whole.ids) == list(range(1, 101))


@pytest.mark.usefixtures("small_steps")
@pytest.mark.parametrize("count", [1, 3, 4, 5, 11, 12, 13, 27, 28, 29])
def test_libraries_about_as_long_as_what_is_read_at_once(store: Store, count: int) -> None:
    at_times(store, [1_600_000_000 - MONTH * 2 * at for at in range(count)])
    *tops, whole = parts(store)
    assert list(whole.ids) == list(range(1, count + 1))
    assert whole.ids == store.pictures.newest_first()
    assert all(len(top.ids) < count for top in tops)


@pytest.mark.usefixtures("small_steps")
def test_what_changes_in_between_is_not_mixed_in(store: Store) -> None:
    at_times(store, [1_600_000_000 + MONTH * (at // 3) for at in range(30)])
    before = store.pictures.newest_first()
    reading = Browsing(store).timelines()
    top = next(reading)
    save(store, record("new.jpg", mtime=1_900_000_000))
    store.files.remove(ROOT, ["0.jpg", "29.jpg"])
    (whole,) = reading
    assert whole.ids == before
    assert top.ids == before[: len(top.ids)]
    assert parts(store)[-1].ids[0] == picture(store, "new.jpg")
    assert len(parts(store)[-1].ids) == 29


@pytest.mark.usefixtures("small_steps")
def test_reading_can_be_cancelled(store: Store) -> None:
    at_times(store, [1_600_000_000 + MONTH * (at // 3) for at in range(60)])
    token = CancelToken()
    reading = Browsing(store).timelines(None, token)
    next(reading)
    token.cancel()
    with pytest.raises(Cancelled):
        next(reading)


@pytest.mark.usefixtures("small_steps")
@settings(
    max_examples=25,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(st.lists(st.integers(0, 6), min_size=1, max_size=80), st.sampled_from([0, MONTH]))
def test_ties_lose_and_double_nothing(
    tmp_path_factory: pytest.TempPathFactory, times: list[int], each: int
) -> None:
    with closing(open_store(tmp_path_factory.mktemp("ties"))) as store:
        at_times(store, [1_500_000_000 + time * each for time in times], "a/")
        save(store, record("b/other.jpg", mtime=1_500_000_000))
        for folder in (None, ROOT / "a"):
            *tops, whole = parts(store, folder)
            expected = [
                i for i in store.pictures.newest_first() if folder is None or i <= len(times)
            ]
            assert list(whole.ids) == expected
            assert len(set(whole.ids)) == len(whole.ids)
            assert all(top.ids == whole.ids[: len(top.ids)] for top in tops)


# In a folder


@pytest.mark.usefixtures("small_steps")
@pytest.mark.parametrize("count", [2, 3, 4, 40])
def test_the_top_of_a_folder_comes_first_too(store: Store, count: int) -> None:
    times = [1_600_000_000 - MONTH * at for at in range(count)]
    at_times(store, times, "in/")
    at_times(store, times, "out/")
    *tops, whole = parts(store, ROOT / "in")
    assert list(whole.ids) == list(range(1, count + 1))
    assert [len(top.ids) for top in tops] == ([5] if count > 12 else [])
    assert all(top.ids == whole.ids[: len(top.ids)] for top in tops)
    assert parts(store, ROOT)[-1].ids == store.pictures.newest_first()


def test_all_come_from_one_index(store: Store, tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "library.db")) as connection:
        asked = {"at": 0, "id": 0, "limit": 9}
        plan = connection.execute(f"EXPLAIN QUERY PLAN {timelines._CHUNK}", asked).fetchall()
    steps = [step for *_, step in plan]
    assert any("COVERING INDEX contents_in_order (shown_at<?)" in step for step in steps)
    assert not any("TEMP B-TREE" in step for step in steps)
