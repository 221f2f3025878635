"""Text -> facts and meaning."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from picseek.engine.text.conditions import (
    AllOf,
    AnyOf,
    Column,
    Condition,
    HasCamera,
    HasFormat,
    HasWords,
    Is,
    Not,
    Property,
    Quantity,
    SortOrder,
    TakenBetween,
    Within,
)
from picseek.engine.text.date_points import DateSettings
from picseek.engine.text.query_fields import QuerySettings
from picseek.engine.text.query_reader import ReadQuery, read_query
from picseek.engine.types import SpanKind

SETTINGS = QuerySettings(
    DateSettings(date(2026, 12, 1)),
    cameras=("Canon EOS 80D", "Apple iPhone 12 Pro"),
    folders=("Spain trip", "Italy"),
)
CANON = HasCamera(("Canon EOS 80D",))
MARCH = TakenBetween(date(2020, 3, 1), date(2020, 3, 31))


def read(text: str, *, useful: bool = True) -> ReadQuery:
    return read_query(text, SETTINGS, lambda _condition: useful)


def conditions(text: str) -> list[Condition]:
    return [fact.condition for fact in read(text).facts]


@pytest.mark.parametrize(
    ("text", "meaning", "spans"),
    [
        ("dog on a beach", "dog on a beach", []),
        ("my dog last summer in Italy", "my dog in Italy", ["last summer"]),
        ("dogs in march 2020 sort:newest", "dogs", ["in march 2020", "sort:newest"]),
        ("photos from 2019", "", ["from 2019"]),
        ('"exact words" dog', "dog", ['"exact words"']),
        ("„genaue Wörter“ Hund", "Hund", ["„genaue Wörter“"]),
        ("camera:canon red car", "red car", ["camera:canon"]),
        ("iphone 12 beach", "beach", ["iphone 12"]),
        ("girl taken with my canon", "girl", ["taken with my canon"]),
        ("canon", "canon", []),
        ("an apple", "an apple", []),
        ("in folder spain trip dog", "dog", ["in folder spain trip"]),
        ("dog in italy", "dog in italy", []),
        ("png beach", "beach", ["png"]),
        ("dog OR cat", "dog or cat", []),
        ("NOT cat dog", "-cat dog", []),
        ("-(dog OR cat) beach", "-dog -cat beach", []),
        ("2*dog beach", "dog beach", []),
        ("dog AND cat", "dog cat", []),
        ("foto(3).jpg", "foto(3).jpg", []),
        ("http://a.b/c", "http://a.b/c", []),
        ('words:"march 2020" dog', "march 2020 dog", []),
        ("without snow in 2019", "without snow", ["in 2019"]),
        ("not in 2019", "", ["not in 2019"]),
        ("t-shirt -red", "t-shirt -red", []),
        ("(march 2020 OR april 2020) dogs", "dogs", ["march 2020", "april 2020"]),
    ],
)
def test_facts_are_taken_out_and_the_rest_is_meaning(
    text: str, meaning: str, spans: list[str]
) -> None:
    found = read(text)
    assert (found.words.text, [span.text for span in found.spans]) == (meaning, spans)
    assert found.problems == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("camera:CANON", CANON),
        ("camera:nikon", HasCamera(())),
        ("-camera:canon", Not(AllOf((CANON,)))),
        ("NOT (march 2020)", Not(AllOf((MARCH,)))),
        ("type:jpg", HasFormat(("JPEG", "MPO"))),
        ("folder:spain", HasWords("spain", (Column.FOLDER,))),
        ('name:"holiday li"', HasWords("holiday li", (Column.NAME,), beginning=True)),
        ("caption:lake", HasWords("lake", (Column.CAPTIONS,), beginning=True)),
        ("is:portrait", Is(Property.PORTRAIT)),
        ("on:2020-03", MARCH),
        ("before:2020", TakenBetween(None, date(2019, 12, 31))),
        ("after:2019", TakenBetween(date(2020, 1, 1), None)),
        ('since:"last summer"', TakenBetween(date(2026, 6, 1), None)),
        ("size:>5mb", Within(Quantity.SIZE, 5_000_001, None)),
        ("size:<=1.5mb", Within(Quantity.SIZE, None, 1_500_000)),
        ("width:1000-2000", Within(Quantity.WIDTH, 1000, 2000)),
        ("height:1080", Within(Quantity.HEIGHT, 1080, 1080)),
        ("camera:canon OR type:png", AnyOf((AllOf((CANON,)), AllOf((HasFormat(("PNG",)),))))),
    ],
)
def test_conditions(text: str, expected: Condition) -> None:
    assert conditions(text) == [expected]


def test_the_order() -> None:
    assert read("dog sort:oldest").order is SortOrder.OLDEST
    assert read("dog").order is None


def test_weights() -> None:
    ((words, more),) = read("2.5*dog beach").weights
    assert (words.text, more) == ("dog", 1.5)


def test_a_year_alone_counts_if_there_are_such_pictures() -> None:
    assert [span.kind for span in read("beach 2019").spans] == [SpanKind.DATE]
    assert read("beach 2019", useful=False).words.text == "beach 2019"
    ((condition),) = conditions("invoice 2019")
    assert condition == AnyOf(
        (TakenBetween(date(2019, 1, 1), date(2019, 12, 31)), HasWords("2019"))
    )


@pytest.mark.parametrize(
    ("text", "at", "words"),
    [
        ("dog (cat", 4, "never closed"),
        ("dog) cat", 3, "never opened"),
        ('a "dog', 2, "never closed"),
        ("dog OR", 4, "must follow"),
        ("NOT", 0, "must follow"),
        ("a foo:bar", 2, "isn't a field"),
        ("a on:xyz", 2, "isn't a date"),
        ("is:blue", 0, "portrait"),
        ("sort:beauty", 0, "newest"),
        ("type:docx", 0, "jpg"),
        ("size:huge", 0, "size"),
        ("dog OR in 2019", 4, "both"),
        ("3*(in 2019)", 0, "weighted"),
        ("-(red car)", 0, "single words"),
        ("(" * 30 + "a" + ")" * 30, 0, "too many"),
    ],
)
def test_what_is_not_understood_is_searched_as_words(text: str, at: int, words: str) -> None:
    (problem,) = read(text).problems
    assert (problem.start, words in problem.message) == (at, True), problem.message


def test_a_removed_chip_gives_its_words_back() -> None:
    text = "dogs in march 2020 with camera:canon"
    for span in read(text).spans:
        replaced = text[: span.start] + span.as_words + text[span.end :]
        again = read(replaced)
        assert len(again.spans) == 1
        plain = span.text.partition(":")[2] or span.text
        assert plain in again.words.text


def test_the_text_without_a_fact() -> None:
    found = read("dogs (march 2020) png")
    assert [found.text_without(fact) for fact in found.facts] == ["dogs png", "dogs (march 2020)"]


MARKS = ("(", ")", '"', "-", "OR", "NOT", "AND", "2*", "0*", ":", "“", "„", "«", "*", " ")
PIECES = st.sampled_from(
    [
        *MARKS,
        *("dog", "cat", "camera:canon", "foo:", "2019", "march", "last summer", "words:", "in"),
        *("is:portrait", "sort:name", "without", "png"),
    ]
)
TYPED = st.one_of(
    st.text(max_size=60),
    st.lists(PIECES, max_size=12).map(" ".join),
    st.lists(PIECES, max_size=12).map("".join),
)


@given(TYPED)
def test_anything_can_be_typed(text: str) -> None:
    found = read(text)
    for span in found.spans:
        assert text[span.start : span.end] == span.text
        assert span.meaning
    for problem in found.problems:
        assert 0 <= problem.start <= problem.end <= len(text)
    starts = [span.start for span in found.spans]
    assert starts == sorted(starts)


@given(st.lists(PIECES, max_size=8).map(" ".join))
def test_removing_chips_one_by_one_leaves_only_meaning(text: str) -> None:
    for _ in range(20):
        spans = read(text).spans
        if not spans:
            return
        span = spans[0]
        text = text[: span.start] + span.as_words + text[span.end :]
    raise AssertionError(text)


FIELDS = st.sampled_from(
    [
        *("camera:canon", "is:portrait", 'folder:"spain trip"', "on:2019-03-14", "2*dog", "-cat"),
        *("beach", '"two words"', "sort:size"),
    ]
)


@given(st.lists(FIELDS, min_size=1, max_size=6, unique=True))
def test_parse_print_parse(parts: list[str]) -> None:
    first = read(" ".join(parts))
    printed = " ".join([*(span.text for span in first.spans), first.words.text])
    again = read(printed)
    assert [span.text for span in again.spans] == [span.text for span in first.spans]
    assert {fact.condition for fact in again.facts} == {fact.condition for fact in first.facts}
    assert again.words.text == first.words.text
    assert again.order == first.order
