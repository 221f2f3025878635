"""Full-text search."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from picseek.engine.store import Store
from tests.support.stores import ROOT, picture, record, save


@pytest.fixture
def store(store: Store) -> Store:
    """One that looks into ROOT."""
    store.folders.add_root(ROOT)
    return store


def match(store: Store, *words: str, every: bool = True, limit: int = 20) -> list[str]:
    """Paths found, relative to the root."""
    ids = list(store.text.match(words, every=every, limit=limit))
    return [str(row.path.relative_to(ROOT)) for row in store.pictures.rows(ids)]


@pytest.mark.parametrize("asked", ["cremieux", "Crémieux", "CRÉMIEUX", "Cre\u0301mieux", "crem"])
def test_accents_and_case_do_not_matter(store: Store, asked: str) -> None:
    save(store, record("Crémieux.jpg"), record("Lyon.jpg"))
    assert match(store, asked) == ["Crémieux.jpg"]


@pytest.mark.parametrize(
    ("asked", "caption"),
    [
        ("東京", "東京タワーの夜景"),
        ("夜景", "東京タワーの夜景"),
        ("외", "서울외곽"),
        ("ทะเล", "ตกที่ทะเลภูเก็ต"),
        ("strasse", "Große Straße"),
        ("Mueller", "bei Müller"),
        ("Müller", "bei Mueller"),
        ("tromso", "Tromsø"),
        ("ακροπολη", "Ακρόπολη"),
        ("елка", "Ёлка"),
        ("🐕", "a 🐕 at home"),
        ("👋", "bye 👋🏽"),
        ("cat", "two cats"),
        ("babies", "the baby"),
        ("o'brien", "Miles O'Brien"),
    ],
)
def test_words_of_all_scripts_are_found_in_captions_and_names(
    store: Store, asked: str, caption: str
) -> None:
    save(store, replace(record("x1.jpg"), captions=caption), record(f"{caption}.jpg"))
    save(store, record("other.jpg"), replace(record("x2.jpg"), captions="nothing of that"))
    assert set(match(store, asked)) == {"x1.jpg", f"{caption}.jpg"}
    shown = store.text.captions_with([picture(store, "x1.jpg")], [asked])
    assert shown == {picture(store, "x1.jpg"): caption}


def test_other_forms_are_not_looked_for_among_dates(store: Store) -> None:
    save(store, record("x.jpg", taken_at=datetime(2019, 5, 17)))
    assert match(store, "mays") == []
    assert match(store, "may") == ["x.jpg"]


def test_words_of_an_older_library_are_found_before_and_after_they_are_folded(
    store: Store,
) -> None:
    save(store, record("Straße nach Müller.jpg"), record("beach.jpg"))
    with store.database.writing() as connection:
        connection.execute(
            """
            INSERT INTO unfolded_words (rowid, name, folder, dates, captions)
            SELECT id, CAST(name AS TEXT), 'photos', '', 'Two Cats' FROM files"""
        )
        connection.execute("DELETE FROM words")
    assert store.text.count_outdated() == 2
    assert match(store, "muller") == ["Straße nach Müller.jpg"]
    assert len(match(store, "cats")) == 2
    while store.text.update_outdated(1):
        assert len(match(store, "cats")) == 2
    assert store.text.count_outdated() == 0
    for asked in ("strasse", "mueller", "muller"):
        assert match(store, asked) == ["Straße nach Müller.jpg"]
    assert len(match(store, "cat")) == 2
    assert len(store.text.captions_with(list(store.pictures.newest_first()), ["cat"])) == 2


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


def test_a_whole_word_ranks_before_a_prefix(store: Store) -> None:
    save(store, record("sunset.jpg"), record("sun over a very long and winding road.jpg"))
    assert match(store, "sun") == ["sun over a very long and winding road.jpg", "sunset.jpg"]


def test_a_name_weighs_more_than_a_folder(store: Store) -> None:
    save(store, record("dog/x.jpg"), record("other/dog.jpg"), record("cat/y.jpg"))
    assert match(store, "dog") == ["other/dog.jpg", "dog/x.jpg"]


def test_the_prefix_of_a_weekday_finds_nothing(store: Store) -> None:
    save(store, record("x.jpg", taken_at=datetime(2019, 3, 17)))
    assert match(store, "sun") == []
    assert match(store, "sunday") == ["x.jpg"]


def test_one_letter_is_a_word_and_not_a_prefix(store: Store) -> None:
    save(store, record("a.jpg"), record("apple.jpg"), record("京都.jpg"))
    assert match(store, "a") == ["a.jpg"]
    assert match(store, "京") == ["京都.jpg"]


def test_a_picture_of_many_files_is_found_once(store: Store) -> None:
    save(store, *(record(f"dog {number}.jpg", "A") for number in range(5)), record("dog b.jpg"))
    assert len(list(store.text.match(["dog"], every=True, limit=2))) == 2


@pytest.mark.parametrize("limit", [0, 1, 3])
def test_never_more_than_asked_for(store: Store, limit: int) -> None:
    save(store, *(record(f"dog{number}.jpg") for number in range(5)))
    assert len(list(store.text.match(["dog", "do"], every=False, limit=limit))) == limit


@pytest.mark.parametrize(
    "text",
    ['"', '""', "'", "dog*", "dog OR cat", "name:dog", "NEAR(dog cat)", "^dog", "(dog", "dog)",
     "-dog", "+", "{name}:dog", "dog\0cat", "\0", "\udce9", ";", "AND", "NOT", "",
     " ", "*", "ǆ", "🐕", "a" * 10_000],
)  # fmt: skip
def test_no_text_breaks_the_search(store: Store, text: str) -> None:
    save(store, record("cat.jpg"), record("dog.jpg"))
    for every in (True, False):
        assert isinstance(list(store.text.match([text], every=every, limit=9)), list)
        assert "cat.jpg" in match(store, "cat", *[text] * 100, every=False)


@given(words=st.lists(st.text(st.characters(exclude_categories=[]), max_size=12), max_size=5))
@settings(
    max_examples=150,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
def test_any_text_can_be_searched(store: Store, words: list[str]) -> None:
    assert list(store.text.match(words, every=True, limit=9)) == []


def test_what_has_no_letter_is_ignored(store: Store) -> None:
    save(store, record("dog.jpg"))
    assert match(store, "dog", "&", "--") == ["dog.jpg"]
    assert match(store, "&") == []
    assert match(store) == []


def test_a_renamed_file_is_found_by_its_new_content_only_once(store: Store) -> None:
    save(store, record("dog.jpg", "A"))
    save(store, record("dog.jpg", "B", mtime=1_000_000_001))
    assert list(store.text.match(["dog"], every=True, limit=9)) == [picture(store, "dog.jpg")]
