"""Words, rows and browsing."""

from __future__ import annotations

from datetime import datetime

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from picseek.engine.store import Store
from tests.support.stores import ROOT, hash_of, picture, record, save, thumbnail_of


@pytest.fixture
def store(store: Store) -> Store:
    """One that looks into ROOT."""
    store.add_root(ROOT)
    return store


def match(store: Store, *words: str, every: bool = True, limit: int = 20) -> list[str]:
    """Paths found, relative to the root."""
    ids = store.match_words(words, every=every, limit=limit)
    return [str(row.path.relative_to(ROOT)) for row in store.rows(ids)]


# Words


@pytest.mark.parametrize("asked", ["cremieux", "Crémieux", "CRÉMIEUX", "Cre\u0301mieux", "crem"])
def test_accents_and_case_do_not_matter(store: Store, asked: str) -> None:
    save(store, record("Crémieux.jpg"), record("Lyon.jpg"))
    assert match(store, asked) == ["Crémieux.jpg"]


def test_every_word_or_any(store: Store) -> None:
    save(store, record("dog beach.jpg"), record("dog park.jpg"), record("cat.jpg"))
    assert match(store, "dog", "beach") == ["dog beach.jpg"]
    assert set(match(store, "dog", "beach", every=False)) == {"dog beach.jpg", "dog park.jpg"}
    assert match(store, "dog", "beach", every=False)[0] == "dog beach.jpg"


def test_words_may_be_spread_over_name_folder_and_date(store: Store) -> None:
    save(
        store,
        record("Spain/beach.jpg", taken_at=datetime(2019, 3, 14)),
        record("Spain/beach2.jpg", taken_at=datetime(2020, 3, 14)),
    )
    assert match(store, "spain", "beach", "2019") == ["Spain/beach.jpg"]
    assert match(store, "2019-03-14") == ["Spain/beach.jpg"]
    assert match(store, "März", "saturday") == ["Spain/beach2.jpg"]


def test_a_whole_word_comes_before_the_beginning_of_one(store: Store) -> None:
    save(store, record("sunset.jpg"), record("sun over a very long and winding road.jpg"))
    assert match(store, "sun") == ["sun over a very long and winding road.jpg", "sunset.jpg"]


def test_a_name_weighs_more_than_a_folder(store: Store) -> None:
    save(store, record("dog/x.jpg"), record("other/dog.jpg"), record("cat/y.jpg"))
    assert match(store, "dog") == ["other/dog.jpg", "dog/x.jpg"]


def test_the_beginning_of_a_weekday_finds_nothing(store: Store) -> None:
    save(store, record("x.jpg", taken_at=datetime(2019, 3, 17)))
    assert match(store, "sun") == []
    assert match(store, "sunday") == ["x.jpg"]


def test_one_letter_is_a_word_and_not_a_beginning(store: Store) -> None:
    save(store, record("a.jpg"), record("apple.jpg"), record("京都.jpg"))
    assert match(store, "a") == ["a.jpg"]
    assert match(store, "京") == ["京都.jpg"]


def test_a_picture_of_many_files_is_found_once(store: Store) -> None:
    save(store, *(record(f"dog {number}.jpg", "A") for number in range(5)), record("dog b.jpg"))
    assert len(store.match_words(["dog"], every=True, limit=2)) == 2


@pytest.mark.parametrize("limit", [0, 1, 3])
def test_never_more_than_asked_for(store: Store, limit: int) -> None:
    save(store, *(record(f"dog{number}.jpg") for number in range(5)))
    assert len(store.match_words(["dog", "do"], every=False, limit=limit)) == limit


@pytest.mark.parametrize(
    "text",
    ['"', '""', "'", "dog*", "dog OR cat", "name:dog", "NEAR(dog cat)", "^dog", "(dog", "dog)",
     "-dog", "+", "{name}:dog", "dog\0cat", "\0", "\udce9", ";", "AND", "NOT", "",
     " ", "*", "ǆ", "🐕", "a" * 10_000],
)  # fmt: skip
def test_no_text_breaks_the_search(store: Store, text: str) -> None:
    save(store, record("cat.jpg"), record("dog.jpg"))
    for every in (True, False):
        assert isinstance(store.match_words([text], every=every, limit=9), list)
        assert "cat.jpg" in match(store, "cat", *[text] * 100, every=False)


@given(words=st.lists(st.text(st.characters(exclude_categories=[]), max_size=12), max_size=5))
@settings(
    max_examples=150,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
def test_any_text_can_be_searched(store: Store, words: list[str]) -> None:
    assert store.match_words(words, every=True, limit=9) == []


def test_what_has_no_letter_is_ignored(store: Store) -> None:
    save(store, record("dog.jpg"))
    assert match(store, "dog", "&", "--") == ["dog.jpg"]
    assert match(store, "&") == []
    assert match(store) == []


def test_a_renamed_file_is_found_by_its_new_content_only_once(store: Store) -> None:
    save(store, record("dog.jpg", "A"))
    save(store, record("dog.jpg", "B", mtime=1_000_000_001))
    assert store.match_words(["dog"], every=True, limit=9) == [picture(store, "dog.jpg")]


# Rows


def test_rows_come_in_the_order_asked_without_those_gone(store: Store) -> None:
    save(store, *(record(f"{number}.jpg") for number in range(4)))
    ids = [picture(store, f"{number}.jpg") for number in range(4)]
    store.forget_files(ROOT, ["2.jpg"])
    asked = [ids[3], 10**12, ids[2], ids[0], -1, ids[3]]
    assert [row.id for row in store.rows(asked)] == [ids[3], ids[0], ids[3]]
    assert store.rows([]) == []


def test_rows_of_ten_thousand_pictures(store: Store) -> None:
    save(store, *(record(f"{number % 7}/{number}.jpg") for number in range(10_000)))
    ids = store.browse()
    rows = store.rows(ids)
    assert [row.id for row in rows] == list(ids)
    assert len({row.path for row in rows}) == 10_000
    assert [row.id for row in store.rows(np.array(ids[:3]).tolist())] == list(ids[:3])


def test_a_row_tells_its_thumbnail_and_its_first_file(store: Store) -> None:
    save(store, record("b.jpg", "A"))
    save(store, record("a.jpg", "A"))
    number = picture(store, "a.jpg")
    (row,) = store.rows([number])
    assert row.thumbnail == thumbnail_of(hash_of("A"))
    assert row.path == ROOT / "b.jpg"
    store.forget_files(ROOT, ["b.jpg"])
    (row,) = store.rows([number])
    assert (row.path, row.copies) == (ROOT / "a.jpg", 1)


def test_one_picture_by_path_and_by_id(store: Store) -> None:
    save(store, record("a/x.jpg", "X"))
    number = picture(store, "a/x.jpg")
    assert store.picture_at(ROOT / "a" / ".." / "a" / "x.jpg") == number
    assert store.picture_at(ROOT / "a") is None
    assert store.hash_of(number) == hash_of("X")
    assert store.hash_of(number + 1) is None
    assert store.paths_of(number + 1) == []


# Browsing


def test_the_newest_comes_first_by_camera_then_by_file(store: Store) -> None:
    at = {year: int(datetime(year, 6, 1).timestamp()) for year in (2001, 2003, 2005, 2022)}
    save(
        store,
        record("taken2004.jpg", taken_at=datetime(2004, 6, 1), mtime=at[2022]),
        record("file2003.jpg", mtime=at[2003]),
        record("file2005.jpg", mtime=at[2005]),
        record("taken2002.jpg", taken_at=datetime(2002, 6, 1), mtime=at[2022]),
        record("taken1855.jpg", taken_at=datetime(1855, 6, 1), mtime=at[2001]),
    )
    names = [row.path.stem for row in store.rows(store.browse())]
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
    names = [row.path.stem for row in store.rows(store.browse())]
    assert names == ["after", "noon", "before"]


def test_copies_count_once_at_the_time_of_the_newest(store: Store) -> None:
    save(store, record("old.jpg", "A", mtime=1_000), record("b.jpg", "B", mtime=500_000))
    save(store, record("new.jpg", "A", mtime=900_000))
    assert list(store.browse()) == [picture(store, "old.jpg"), picture(store, "b.jpg")]
    store.forget_files(ROOT, ["new.jpg"])
    assert list(store.browse()) == [picture(store, "b.jpg"), picture(store, "old.jpg")]


def test_browsing_gives_eight_byte_ids(store: Store) -> None:
    assert store.browse().typecode == "q"
    assert len(store.browse()) == 0
