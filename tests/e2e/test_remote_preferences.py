"""Server, key and model set in the real window's preferences, and asked then.

The real engine and the real SDK; only the service is the stand-in.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QWidget

from tests.e2e.person import COLOURS, Person
from tests.support.cohere import faults
from tests.support.cohere.server import KEY, StandIn

MODEL = "cohere/embed-v4.0"


@pytest.fixture
def service() -> Iterator[StandIn]:
    with StandIn() as service:
        yield service


def set_server(person: Person, url: str) -> None:
    person.preferences("Cohere")
    address = person.part(QLineEdit, "serverAddress")
    person.until(lambda: "api.cohere.com" in person.text("keyState"))
    QTest.keyClicks(address, url)
    QTest.keyClick(address, Qt.Key.Key_Return)
    person.until(lambda: person.text("serviceResult") == "Saved.")


def set_key(person: Person, key: str) -> None:
    field = person.part(QLineEdit, "keyField")
    QTest.keyClicks(field, key)
    person.click("saveKeyButton")
    assert field.text() == ""
    person.until(lambda: person.text("keyResult") == "Key saved.")


def result_of_test(person: Person) -> str:
    person.click("testKeyButton")
    button = person.part(QAbstractButton, "testKeyButton")
    person.until(lambda: button.text() == "Test")
    return person.text("keyResult")


def use_model(person: Person, model: str) -> None:
    person.preferences("Models")
    name = person.part(QLineEdit, "otherModelName")
    name.setText(model)
    person.until(person.part(QAbstractButton, "otherModelButton").isEnabled)
    person.click("otherModelButton")


def questions(service: StandIn) -> int:
    return sum(not call.pictures for call in service.records.calls())


def test_from_the_key_to_the_answer(indexed: Person, service: StandIn, tmp_path: Path) -> None:
    set_server(indexed, service.url)
    set_key(indexed, KEY)
    # Tests have no keyring.
    indexed.until(lambda: "only until you quit Picseek" in indexed.text("keyState"))
    assert result_of_test(indexed).startswith("127.0.0.1")
    use_model(indexed, MODEL)
    indexed.until(lambda: indexed.window.findChild(QWidget, "sendButton") is not None)
    indexed.click("sendButton")
    indexed.until(lambda: service.records.paid().total() == len(COLOURS))
    indexed.until(lambda: not indexed.action("stopAction").isEnabled())
    indexed.until(indexed.part(QWidget, "modelChooser").isVisible)
    asked = questions(service)
    indexed.box.clear()
    QTest.keyClicks(indexed.box, "a green picture")
    indexed.until(lambda: indexed.text("searchHint").startswith("Press Enter to search with"))
    assert questions(service) == asked
    QTest.keyClick(indexed.box, Qt.Key.Key_Return)
    # The first picture may be the same one before the answer.
    indexed.until(lambda: questions(service) == asked + 1)
    indexed.sees("DSC_g.jpg")
    indexed.window.close()
    files = [file for file in (tmp_path / "library").rglob("*") if file.is_file()]
    assert files
    assert not [file for file in files if KEY.encode() in file.read_bytes()]


def test_a_wrong_key_is_reported_by_the_test(indexed: Person, service: StandIn) -> None:
    set_server(indexed, service.url)
    set_key(indexed, "another-key-9876543210fedcba")
    message = result_of_test(indexed)
    assert "didn't accept the API key" in message
    assert "another-key" not in message
    # The right one, then.
    set_key(indexed, KEY)
    assert result_of_test(indexed).endswith("The connection works.")


def test_a_slow_server_is_not_waited_for(indexed: Person, service: StandIn) -> None:
    set_server(indexed, service.url)
    set_key(indexed, KEY)
    service.faults.play(faults.HANG)
    indexed.click("testKeyButton")
    indexed.until(lambda: bool(service.records.calls()))
    indexed.click("testKeyButton")
    indexed.until(lambda: indexed.text("keyResult") == "Test stopped.")
