"""Sentences remember what they were made of, so that the window can translate them."""

from __future__ import annotations

import copy
import json
import pickle
import sqlite3
from pathlib import Path

import pytest

from picseek.engine.errors import ModelError, PictureError, UsageError
from picseek.engine.messages import (
    Message,
    error_message,
    from_stored,
    join_messages,
    message,
    plural,
    to_stored,
    translated,
    without_advice,
)
from picseek.engine.types import ProblemCode

GERMAN = {
    "{folder} isn't a folder.": "{folder} ist kein Ordner.",
    "{what} Again after {count} pictures.": "Nach {count} Bildern wieder: {what}",
    "{count} pictures": "{count} Bilder",
    "Cohere cannot be reached; check the connection.": "Cohere schweigt; prüfen Sie das Netz.",
}


def german(text: str) -> str:
    """Says it with the words above, and numbers so that one sees who wrote them."""
    return translated(text, lambda words, _count: GERMAN.get(words, words), lambda n: f"<{n}>")


def test_a_sentence_is_its_english() -> None:
    text = message("{folder} isn't a folder.", folder=Path("there"))
    assert text == "there isn't a folder."
    assert str(UsageError(text)) == "there isn't a folder."
    assert json.dumps([text]) == '["there isn\'t a folder."]'


def test_numbers_are_written_as_the_language_does() -> None:
    text = message(
        "{done} of {total}, {left} s, {key}", done=7, total=12_000, left=2.5, key="12000"
    )
    assert text == "7 of 12,000, 2.50 s, 12000"
    assert german(text) == "<7> of <12000>, <2.5> s, 12000"


def test_what_is_inside_is_translated_too() -> None:
    error = UsageError(message("{folder} isn't a folder.", folder="there"))
    text = message("{what} Again after {count} pictures.", what=error, count=3)
    assert text == "there isn't a folder. Again after 3 pictures."
    assert german(text) == "Nach <3> Bildern wieder: there ist kein Ordner."
    assert (
        german(join_messages(text, "So.")) == "Nach <3> Bildern wieder: there ist kein Ordner. So."
    )


@pytest.mark.parametrize(("count", "english"), [(0, "0 pictures"), (1, "1 picture")])
def test_english_has_its_plurals(count: int, english: str) -> None:
    assert plural("{count} picture", "{count} pictures", count) == english


def test_the_number_is_handed_on_to_choose_the_form() -> None:
    asked: list[int | None] = []
    text = message("Only {which}.", which=plural("{count} picture", "{count} pictures", 1))
    translated(text, lambda words, count: asked.append(count) or words, str)  # type: ignore[func-returns-value]
    assert asked == [1, None]
    assert german(text) == "Only <1> Bilder."


def test_braces_in_values_and_in_plain_texts_are_only_text() -> None:
    assert german(message("{folder} isn't a folder.", folder="{x} {}")) == "{x} {} ist kein Ordner."
    assert german(Message("a {b} c")) == "a {b} c"
    assert german("{folder} isn't a folder.") == "{folder} isn't a folder."


def test_the_advice_can_be_omitted_in_any_language() -> None:
    text = without_advice(message("Cohere cannot be reached; check the connection."))
    assert text == "Cohere cannot be reached"
    assert german(text) == "Cohere schweigt"
    assert without_advice("It broke. Go home.") == "It broke"


SENTENCES = [
    message("{folder} isn't a folder.", folder="caf\udce9"),
    message("Only {which}.", which=plural("{count} picture", "{count} pictures", 1)),
    without_advice(message("Cohere cannot be reached; check the connection.")),
    message("{money} of {count}", money=0.5, count=3),
    message("This file is empty."),
]


@pytest.mark.parametrize("text", SENTENCES)
def test_they_cross_processes_and_copies(text: Message) -> None:
    for other in (pickle.loads(pickle.dumps(text)), copy.deepcopy(text), copy.copy(text)):
        assert (other, german(other)) == (text, german(text))


def test_an_error_crosses_processes_with_its_sentence() -> None:
    error = PictureError(ProblemCode.EMPTY, message("{folder} isn't a folder.", folder="x"))
    for other in (error, pickle.loads(pickle.dumps(error))):
        assert german(other.message) == german(error_message(other)) == "x ist kein Ordner."


def test_other_errors_keep_their_text() -> None:
    assert error_message(ModelError("plain")) == "plain"
    assert error_message(OSError(2, "No such file")) == "[Errno 2] No such file"
    assert error_message(ValueError()) == ""


@pytest.mark.parametrize("text", SENTENCES)
def test_the_database_stores_templates_and_values(text: Message) -> None:
    connection = sqlite3.connect(":memory:")
    (stored,) = connection.execute("SELECT ?", (to_stored(text),)).fetchone()
    connection.close()
    assert (from_stored(stored), german(from_stored(stored))) == (text, german(text))


@pytest.mark.parametrize("text", ["", "It is empty.", '{"say":', '{"say": 1}', '{"say":{}}', "{x}"])
def test_texts_of_older_libraries_stay_as_they_are(text: str) -> None:
    assert german(from_stored(text)) == text
    assert to_stored(text) == text


def test_a_text_of_an_older_library_is_translated_if_it_is_known() -> None:
    assert german(from_stored("Cohere cannot be reached; check the connection.")).startswith(
        "Cohere s"
    )
