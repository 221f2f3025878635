"""Server, key and model set in the real window's preferences, and asked then.

The real engine and the real SDK; only the service is the stand-in.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QListWidget, QWidget

from tests.e2e.test_window import COLOURS, Person
from tests.support.cohere import faults
from tests.support.cohere.server import KEY, StandIn

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

MODEL = "cohere/embed-v4.0"


@pytest.fixture
def service() -> Iterator[StandIn]:
    with StandIn() as service:
        yield service


@pytest.fixture
def person(qtbot: QtBot, tmp_path: Path) -> Iterator[Person]:
    """Somebody with three pictures, whose names tell nothing, indexed by the built-in model."""
    photos = tmp_path / "photos"
    photos.mkdir()
    for name, colour in COLOURS.items():
        Image.new("RGB", (200, 150), colour).save(photos / f"DSC_{name[0]}.jpg")
    person = Person(qtbot, tmp_path / "library")
    person.until(person.part(QAbstractButton, "chooseFolderButton").isVisible)
    person.settle_in()
    person.drop(photos)
    person.until(lambda: len(person.names) == len(COLOURS))
    person.until(lambda: not person.action("stopAction").isEnabled())
    yield person
    person.leave()


def show_page(person: Person, title: str) -> None:
    person.action("preferencesAction").trigger()
    pages = person.part(QListWidget, "preferencesPages")
    (item,) = pages.findItems(title, Qt.MatchFlag.MatchExactly)
    pages.setCurrentItem(item)


def set_server(person: Person, url: str) -> None:
    show_page(person, "Cohere")
    address = person.part(QLineEdit, "serverAddress")
    person.until(lambda: "api.cohere.com" in text(person, "keyState"))
    QTest.keyClicks(address, url)
    QTest.keyClick(address, Qt.Key.Key_Return)
    person.until(lambda: text(person, "serviceResult") == "Saved.")


def set_key(person: Person, key: str) -> None:
    field = person.part(QLineEdit, "keyField")
    QTest.keyClicks(field, key)
    click(person, "saveKeyButton")
    assert field.text() == ""
    person.until(lambda: text(person, "keyResult") == "The key is kept.")


def result_of_test(person: Person) -> str:
    click(person, "testKeyButton")
    button = person.part(QAbstractButton, "testKeyButton")
    person.until(lambda: button.text() == "Test")
    return text(person, "keyResult")


def text(person: Person, label: str) -> str:
    return person.part(QLabel, label).text()


def click(person: Person, button: str) -> None:
    QTest.mouseClick(person.part(QAbstractButton, button), Qt.MouseButton.LeftButton)


def use_model(person: Person, model: str) -> None:
    show_page(person, "Models")
    name = person.part(QLineEdit, "otherModelName")
    name.setText(model)
    person.until(person.part(QAbstractButton, "otherModelButton").isEnabled)
    click(person, "otherModelButton")


def questions(service: StandIn) -> int:
    return sum(not call.pictures for call in service.records.calls())


def test_from_the_key_to_the_answer(person: Person, service: StandIn, tmp_path: Path) -> None:
    set_server(person, service.url)
    set_key(person, KEY)
    # Tests have no keyring.
    person.until(lambda: "for this session only" in text(person, "keyState"))
    assert result_of_test(person).startswith("It works: 127.0.0.1")
    use_model(person, MODEL)
    person.until(lambda: person.window.findChild(QWidget, "sendButton") is not None)
    click(person, "sendButton")
    person.until(lambda: service.records.paid().total() == len(COLOURS))
    person.until(lambda: not person.action("stopAction").isEnabled())
    person.until(person.part(QWidget, "modelChooser").isVisible)
    asked = questions(service)
    person.box.clear()
    QTest.keyClicks(person.box, "a green picture")
    person.until(lambda: text(person, "searchHint").startswith("Press Enter to search with"))
    assert questions(service) == asked
    QTest.keyClick(person.box, Qt.Key.Key_Return)
    # The first picture may be the same one before the answer.
    person.until(lambda: questions(service) == asked + 1)
    person.sees("DSC_g.jpg")
    person.window.close()
    files = [file for file in (tmp_path / "library").rglob("*") if file.is_file()]
    assert files
    assert not [file for file in files if KEY.encode() in file.read_bytes()]


def test_a_wrong_key_is_told_by_the_test(person: Person, service: StandIn) -> None:
    set_server(person, service.url)
    set_key(person, "another-key-9876543210fedcba")
    told = result_of_test(person)
    assert "does not accept the API key" in told
    assert "another-key" not in told
    # The right one, then.
    set_key(person, KEY)
    assert result_of_test(person).startswith("It works")


def test_a_slow_server_is_not_waited_for(person: Person, service: StandIn) -> None:
    set_server(person, service.url)
    set_key(person, KEY)
    service.faults.play(faults.HANG)
    click(person, "testKeyButton")
    person.until(lambda: bool(service.records.calls()))
    click(person, "testKeyButton")
    person.until(lambda: text(person, "keyResult") == "The test was stopped.")
