"""Libraries of earlier versions show their problems in today's words, and in every language."""

from __future__ import annotations

import json
import sqlite3
import string
from pathlib import Path

from picseek.engine.library import DATABASE_NAME, Library
from picseek.engine.messages import Message, from_stored, to_stored, translated
from picseek.resources import resource_path
from tests.support.stored_messages import FILE, templates_of
from tests.support.translations import ENGINE, FOLDER, all_texts, read

EARLIER: list[str] = json.loads(FILE.read_text("utf-8"))
TODAY = {text.source for text in all_texts() if text.context == ENGINE}
GERMAN = {
    text.source: forms[0]
    for text, forms in read(FOLDER / "picseek_de.ts").items()
    if text.context == ENGINE
}


def fields(template: str) -> dict[str, str]:
    """A value for each field of a template."""
    names = (name for _, name, _, _ in string.Formatter().parse(template) if name)
    return {name: f"<{name}>" for name in names}


def stored(template: str) -> str:
    """A message as an earlier version stored it, with values where it has some."""
    return to_stored(Message(template, fields(template)))


def test_templates_are_found_in_all_versions_of_the_code() -> None:
    source = (
        'say("a {x}", x=1), counted("one", "{count} b", 2), m.message("c"), plural("d", "e", 1)'
    )
    assert list(templates_of(source)) == ["a {x}", "{count} b", "c", "e"]


def test_every_message_that_was_ever_stored_is_one_of_today() -> None:
    unknown = [each for each in EARLIER if from_stored(stored(each)).template not in TODAY]
    assert unknown == [], "add what they are now to resources/messages/earlier.json"


def test_the_table_has_no_text_that_is_gone() -> None:
    table = json.loads(resource_path("messages", "earlier.json").read_text("utf-8"))
    assert sorted(set(table.values()) - TODAY) == []
    assert sorted(set(table) & TODAY) == [], "a text of today needs no other"


def test_messages_inside_a_stored_message_are_of_today_too() -> None:
    values = {"title": "CLIP", "error": Message("The connection was cut.")}
    outer = to_stored(Message("“{title}” cannot be got now: {error}", values))
    assert from_stored(outer) == "“CLIP” couldn't be downloaded. The connection was lost."


def test_problems_of_an_earlier_library_are_shown_in_todays_words(tmp_path: Path) -> None:
    folder = tmp_path / "photos"
    folder.mkdir()
    for number in range(len(EARLIER)):
        (folder / f"{number:03}.png").touch()  # an empty file is a problem
    library = Library.open(tmp_path / "library")
    library.index([folder])
    library.close()
    written = [(stored(each), f"{n:03}.png".encode()) for n, each in enumerate(EARLIER)]
    with sqlite3.connect(tmp_path / "library" / DATABASE_NAME) as database:
        database.executemany("UPDATE failures SET message = ? WHERE name = ?", written)
    database.close()
    library = Library.open(tmp_path / "library")
    try:
        problems = {problem.path.name: problem.message for problem in library.problems()}
    finally:
        library.close()
    assert len(problems) == len(EARLIER)
    for message in problems.values():
        assert isinstance(message, Message)
        assert message.template in TODAY
        assert translated(message, lambda text, _count: GERMAN[text], str)
