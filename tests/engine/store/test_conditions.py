"""Conditions find exactly the pictures that fulfil them."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from picseek.engine.store import FileRecord, Store
from picseek.engine.text.conditions import (
    AllOf,
    AnyOf,
    Column,
    Condition,
    HasCamera,
    HasFormat,
    HasWords,
    InFolder,
    Is,
    Not,
    Property,
    Quantity,
    SortOrder,
    TakenBetween,
    TakenInMonths,
    TakenOnDays,
    TakenOnWeekday,
    Within,
)
from picseek.engine.types import PictureFacts
from tests.support.stores import ROOT, hash_of, open_store, picture, save

CAMERAS = ("Canon EOS 80D", "Apple iPhone 12", "")
FORMATS = ("JPEG", "PNG", "HEIF")
FOLDERS = ("Spain trip", "Spain trip/Sevilla", "Italy", "2019")
COLOURS = ("red", "blue", "green")


def drawn_files(count: int) -> list[FileRecord]:
    """Files of all kinds, the same ones each time."""
    chance = random.Random(7)
    files = []
    for number in range(count):
        taken = datetime(2018, 1, 1, 12) + timedelta(hours=chance.randrange(3 * 365 * 24))
        facts = PictureFacts(
            chance.choice((400, 300, 1000)),
            chance.choice((400, 300, 1000)),
            chance.choice(FORMATS),
            taken if chance.random() < 0.8 else None,
            chance.choice(CAMERAS),
        )
        path = ROOT / chance.choice(FOLDERS) / f"{chance.choice(COLOURS)} {number}.jpg"
        captions = "a quiet lake" if chance.random() < 0.2 else ""
        size = chance.randrange(1000)
        files.append(FileRecord(path, size, 10**18, hash_of(str(number)), facts, captions))
    return files


FILES = drawn_files(300)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    store = open_store(tmp_path_factory.mktemp("store"))
    store.folders.add_root(ROOT)
    save(store, *FILES)
    yield store
    store.close()


def fulfils(file: FileRecord, condition: Condition) -> bool:
    """The same, in plain Python."""
    facts = file.facts
    assert facts is not None
    taken = None if facts.taken_at is None else facts.taken_at.date()
    match condition:
        case AllOf(conditions):
            return all(fulfils(file, each) for each in conditions)
        case AnyOf(conditions):
            return any(fulfils(file, each) for each in conditions)
        case Not(inner):
            return not fulfils(file, inner)
        case HasCamera(cameras):
            return facts.camera in cameras
        case HasFormat(formats):
            return facts.format in formats
        case InFolder(folder):
            return file.path.is_relative_to(folder)
        case TakenBetween(first, last):
            if taken is None:  # only a folder's name says when it was taken
                return file.path.parent.name == "2019" and _holds_2019(first, last)
            return (first or date.min) <= taken <= (last or date.max)
        case TakenInMonths(months):
            return taken is not None and taken.month in months
        case TakenOnDays(days):
            return taken is not None and (taken.month, taken.day) in days
        case TakenOnWeekday(weekday):
            return taken is not None and taken.weekday() == weekday
        case Within(quantity, least, most):
            value = {
                Quantity.SIZE: file.size,
                Quantity.WIDTH: facts.width,
                Quantity.HEIGHT: facts.height,
            }[quantity]
            return (least is None or value >= least) and (most is None or value <= most)
        case Is(Property.PORTRAIT):
            return facts.height > facts.width
        case Is(Property.SQUARE):
            return facts.height == facts.width
        case Is(Property.LANDSCAPE):
            return facts.width > facts.height
        case HasWords(words, columns):
            places = {
                Column.NAME: file.path.name,
                Column.FOLDER: " ".join(file.path.parent.parts),
                Column.CAPTIONS: file.captions,
            }
            return any(words.casefold() in places[each].casefold() for each in columns)
    raise AssertionError(condition)


def _holds_2019(first: date | None, last: date | None) -> bool:
    return (first or date.min) <= date(2019, 1, 1) and date(2019, 12, 31) <= (last or date.max)


DAYS = st.dates(date(2017, 12, 1), date(2021, 2, 1))
PERIODS = st.tuples(DAYS, DAYS).map(lambda days: TakenBetween(min(days), max(days)))
SINGLE: st.SearchStrategy[Condition] = st.one_of(
    PERIODS,
    st.sampled_from(
        [
            TakenBetween(date(2019, 1, 1), date(2019, 12, 31)),
            TakenBetween(date(2019, 3, 1), None),
            TakenBetween(None, date(2019, 3, 1)),
            TakenInMonths((12, 1, 2)),
            TakenOnDays(((12, 24), (12, 25), (7, 14))),
            TakenOnWeekday(6),
            HasCamera(("Canon EOS 80D",)),
            HasCamera(()),
            HasFormat(("PNG", "HEIF")),
            HasWords("red"),
            HasWords("Spain trip", (Column.FOLDER,)),
            HasWords("quiet lake", (Column.CAPTIONS,)),
            HasWords("lake", (Column.NAME,)),
            InFolder(ROOT / "Spain trip"),
            InFolder(ROOT / "nowhere"),
            Within(Quantity.SIZE, 200, None),
            Within(Quantity.WIDTH, 300, 400),
            Is(Property.PORTRAIT),
            Is(Property.SQUARE),
            Is(Property.LANDSCAPE),
        ]
    ),
)
CONDITIONS = st.recursive(
    SINGLE,
    lambda inner: st.one_of(
        inner.map(Not),
        st.lists(inner, max_size=3).map(lambda each: AllOf(tuple(each))),
        st.lists(inner, max_size=3).map(lambda each: AnyOf(tuple(each))),
    ),
    max_leaves=6,
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(CONDITIONS)
def test_a_condition_finds_what_fulfils_it_and_nothing_else(
    store: Store, condition: Condition
) -> None:
    found = store.pictures.matching(condition).tolist()
    expected = sorted(picture(store, file.path) for file in FILES if fulfils(file, condition))
    assert found == expected
    assert store.pictures.any_matching(condition) == bool(expected)


def test_copies_and_unreadable_files(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    one = replace(FILES[0], path=ROOT / "one.jpg")
    copy = replace(one, path=ROOT / "copy.jpg")
    other = replace(FILES[1], path=ROOT / "Screenshot 2019-03-14.png")
    save(store, one, copy, other)
    assert store.pictures.matching(Is(Property.COPY)).tolist() == [picture(store, "one.jpg")]
    assert store.pictures.matching(Is(Property.SCREENSHOT)).tolist() == [
        picture(store, "Screenshot 2019-03-14.png")
    ]
    assert store.pictures.matching(Is(Property.MISSING)).tolist() == []
    assert store.pictures.matching(Is(Property.PROBLEM)).tolist() == []
    store.close()


@pytest.mark.parametrize(
    ("order", "key", "reverse"),
    [
        (SortOrder.NAME, lambda file: file.path.name, False),
        (SortOrder.SIZE, lambda file: file.size, True),
    ],
)
def test_orders(
    store: Store, order: SortOrder, key: Callable[[FileRecord], str | int], reverse: bool
) -> None:
    by_id = {picture(store, file.path): file for file in FILES}
    found = [key(by_id[each]) for each in store.pictures.in_order(by_id, order, 1000)]
    assert found == sorted(found, reverse=reverse)
    assert len(found) == len(FILES)


def test_newest_and_oldest_are_each_others_reverse(store: Store) -> None:
    times = {
        picture(store, file.path): file.facts.taken_at
        for file in FILES
        if file.facts is not None and file.facts.taken_at is not None
    }
    newest = [times[each] for each in store.pictures.in_order(times, SortOrder.NEWEST, 1000)]
    oldest = [times[each] for each in store.pictures.in_order(times, SortOrder.OLDEST, 1000)]
    assert newest == sorted(times.values(), reverse=True)
    assert oldest == newest[::-1]


def test_the_names_in_a_library(store: Store) -> None:
    facts = store.pictures.facts()
    assert facts.cameras == ("Apple iPhone 12", "Canon EOS 80D")
    assert {"Spain trip", "Sevilla", "Italy", "2019"} <= set(facts.folders)
    assert store.pictures.facts() is facts, "nothing was written"
