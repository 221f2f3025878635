# ruff: noqa: RUF001 - letters of other scripts are what this is about
"""One folding of words, for what is indexed and for what is searched."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from picseek.engine.text.folding import alternatives, fold, is_single, other_forms, tokens, words
from picseek.engine.text.keywords import matching_part
from picseek.engine.text.query_parser import parse


def finds(query: str, text: str) -> bool:
    """Whether a word finds a text, as a phrase among its words or as another form of one."""
    plain = f" {' '.join(words(text))} "
    forms = other_forms(text)
    return any(
        f" {' '.join(phrase)} " in plain or (phrase[-1:] == phrase and phrase[0] in forms)
        for phrase in alternatives(query)
    )


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("strasse", "Große Straße am Fluß"),
        ("Straße", "STRASSE"),
        ("fluss", "Große Straße am Fluß"),
        ("Müller", "Mueller"),
        ("Mueller", "Müller"),
        ("muller", "Müller"),
        ("Müller", "Mu\u0308ller"),
        ("Mueller", "Mu\u0308ller"),
        ("tromso", "Tromsø"),
        ("Tromsoe", "Tromsø"),
        ("Tromsø", "Tromso"),
        ("lodz", "Łódź"),
        ("Łódź", "lodz"),
        ("Aarhus", "Århus"),
        ("arhus", "Århus"),
        ("ακροπολη", "Ακρόπολη"),
        ("ΟΔΟΣ", "οδός"),
        ("елка", "Ёлка"),
        ("Ёлка", "елка"),
        ("istanbul", "İstanbul"),
        ("isik", "ışık"),
        ("thingvellir", "Þingvellir"),
        ("cafe", "ＣＡＦÉ"),
        ("office", "oﬃce"),
        ("nguyen", "Nguyễn"),
        ("東京", "東京タワーの夜景"),
        ("夜景", "東京タワーの夜景"),
        ("タワー", "東京タワーの夜景"),
        ("ﾀﾜｰ", "東京タワーの夜景"),
        ("外滩", "上海外滩夜景"),
        ("서울", "서울에서 찍은 사진"),
        ("ทะเล", "พระอาทิตย์ตกที่ทะเลภูเก็ต"),
        ("مدينة", "في المدينة القديمة"),
        ("المدينة", "مدينة"),
        ("مُحَمَّد", "محمد"),
        ("احمد", "أحمد"),
        ("🐕", "with 🐕 at home"),
        ("👋", "bye👋🏽"),
        ("❤️", "I ❤ NY"),
        ("👨\u200d👩\u200d👧", "us 👨\u200d👩\u200d👧"),
        ("🇮🇸", "🇮🇸 Iceland"),
        ("cat", "two cats"),
        ("cats", "one cat"),
        ("Dogs", "a dog"),
        ("baby", "three babies"),
        ("babies", "a baby"),
        ("birthday", "birthdays"),
        ("box", "boxes"),
        ("boxes", "box"),
        ("church", "churches"),
        ("movie", "movies"),
        ("houses", "a house"),
        ("bus", "buses"),
        ("shoe", "shoes"),
        ("photo", "photos"),
        ("child", "children"),
        ("women", "a woman"),
        ("leaf", "leaves"),
        ("o'brien", "O\u2019Brien"),
        ("AT&T", "at&t"),
    ],
)
def test_a_word_is_found(query: str, text: str) -> None:
    assert finds(query, text)
    assert matching_part(text, [query])


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("京東", "東京タワー"),
        ("glass", "glas"),
        ("news", "new"),
        ("mars", "mar"),
        ("bus", "bu"),
        ("blue", "blu"),
        ("か", "が"),
        ("й", "ж"),
        ("🐈", "🐕"),
        ("car", "scar"),
        ("ал", "ала"),
    ],
)
def test_a_word_is_not_found(query: str, text: str) -> None:
    assert not finds(query, text)


def test_a_query_keeps_emoji_as_words() -> None:
    assert parse("🐕 beach -🌧️").wanted == ("🐕", "beach")
    assert parse("🐕 beach -🌧️").excluded == ("🌧️",)
    assert parse("👨\u200d👩\u200d👧 👋🏽").wanted == ("👨\u200d👩\u200d👧", "👋🏽")


def test_tokens_know_their_place() -> None:
    text = "Im Fluß: 東京 🐕!"
    assert [text[token.start : token.end] for token in tokens(text)] == (
        ["Im", "Fluß", "東", "京", "🐕"]
    )


@pytest.mark.parametrize(
    ("word", "single"), [("東", True), ("🐕", True), ("ที่", True), ("a", False)]
)
def test_single_characters(word: str, single: bool) -> None:
    assert is_single(word) is single


TEXTS = st.text(max_size=60)


@given(TEXTS)
def test_folding_again_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert words(" ".join(words(text))) == words(text)


@given(TEXTS)
def test_case_and_composition_do_not_matter(text: str) -> None:
    for other in (unicodedata.normalize("NFD", text), unicodedata.normalize("NFC", text)):
        assert words(other) == words(text)


@given(st.lists(st.from_regex(r"[a-zäöüßøłéA-ZÄÖÜ]{2,8}", fullmatch=True), min_size=1, max_size=6))
def test_each_word_of_a_text_finds_it(parts: list[str]) -> None:
    text = " ".join(parts)
    assert all(finds(part, text) and matching_part(text, [part]) for part in parts)


@given(st.text("東京都市夜景海山", min_size=1, max_size=12), st.data())
def test_any_part_of_a_text_without_spaces_finds_it(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    assert finds(text[start:end], text)


def joined(parts: Iterable[str]) -> str:
    return "".join(parts)


@given(TEXTS)
def test_words_hold_nothing_that_a_database_reads_as_syntax(text: str) -> None:
    assert not set(joined(words(text))) & set("\"'*:^()-+ \n\0")
