"""A remote model through the real window: asked, agreed, indexed, found, stopped, and refused.

The real engine and the real SDK; only the service is the stand-in.
"""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QCheckBox,
    QDialog,
    QDoubleSpinBox,
    QLabel,
    QPushButton,
    QSpinBox,
    QTableView,
    QWidget,
)

from picseek.engine.library import Library
from tests.e2e.person import COLOURS, Person
from tests.support.cohere import faults
from tests.support.cohere.environment import use_service
from tests.support.cohere.server import StandIn

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

MODEL = "cohere/embed-v4.0"
NAMES = {f"DSC_{name[0]}.jpg" for name in COLOURS}


@pytest.fixture
def service(monkeypatch: pytest.MonkeyPatch) -> Iterator[StandIn]:
    with StandIn() as service:
        use_service(monkeypatch, service.url)
        yield service


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """An empty library whose model is the stand-in's."""
    library = Library.open(tmp_path / "library")
    library.use_model(MODEL)
    library.close()
    return library.path


@contextmanager
def sitting(qtbot: QtBot, library: Path) -> Iterator[Person]:
    """Somebody in front of the window."""
    person = Person(qtbot, library)
    try:
        yield person
    finally:
        person.leave()


@pytest.fixture
def person(qtbot: QtBot, library: Path, service: StandIn) -> Iterator[Person]:
    with sitting(qtbot, library) as person:
        wait_for_the_start(person)
        yield person


def wait_for_the_start(person: Person) -> None:
    """Wait until the empty library is open, and was looked through."""
    person.until(person.part(QPushButton, "chooseFolderButton").isVisible)
    person.wait_for_the_first_run()


def questions(person: Person) -> list[QDialog]:
    """The dialogs on screen that ask before anything is sent."""
    found: list[QDialog] = person.window.findChildren(QDialog, "sendDialog")
    return [dialog for dialog in found if dialog.isVisible()]


def is_asked(person: Person) -> bool:
    return bool(questions(person))


def answer(person: Person, button: str) -> None:
    person.until(lambda: is_asked(person))
    pressed = questions(person)[0].findChild(QAbstractButton, button)
    assert pressed is not None
    QTest.mouseClick(pressed, Qt.MouseButton.LeftButton)
    person.until(lambda: not is_asked(person))


def banner(person: Person) -> str:
    person.until(person.part(QWidget, "banner").isVisible)
    return person.part(QLabel, "bannerText").text()


def pictures_sent(service: StandIn) -> int:
    return sum(len(call.pictures) for call in service.records.calls())


def until_paid(person: Person, service: StandIn, count: int) -> None:
    """Wait until the run is over and so many pictures were answered, each once."""
    person.until(lambda: service.records.paid().total() == count)
    person.until(lambda: not person.action("stopAction").isEnabled())
    assert not service.records.paid_twice()


def test_agreed_indexed_and_found(person: Person, photos: Path, service: StandIn) -> None:
    person.drop(photos)
    person.until(lambda: is_asked(person))
    assert pictures_sent(service) == 0
    assert person.part(QLabel, "sendTitle").text().startswith("Send up to 3 pictures to 127.0.0.1")
    # Nobody but who runs the server knows what it costs.
    assert person.part(QDoubleSpinBox, "priceBox").text() == "unknown"
    person.click("sendButton")
    until_paid(person, service, 3)
    person.until(lambda: set(person.names) == NAMES)
    for name in COLOURS:
        person.ask(f"a {name} picture")
        person.sees(f"DSC_{name[0]}.jpg")
    person.action("sentAction").trigger()
    rows = person.part(QTableView, "sentTable").model()
    person.until(lambda: rows.rowCount() == 3 + len(COLOURS))


def test_not_now_and_then_sending_after_all(person: Person, photos: Path, service: StandIn) -> None:
    person.drop(photos)
    answer(person, "sendLaterButton")
    assert banner(person).startswith("3 pictures are waiting to be sent to 127.0.0.1")
    # What needs no sending is done all the same: they are shown, and found by their names.
    person.until(lambda: set(person.names) == NAMES)
    person.ask("DSC_g")
    person.sees("DSC_g.jpg")
    assert pictures_sent(service) == 0
    person.click("bannerAction")
    answer(person, "sendButton")
    until_paid(person, service, 3)


def test_what_is_gone_is_forgotten_while_others_wait(
    person: Person, photos: Path, service: StandIn
) -> None:
    person.drop(photos)
    answer(person, "sendLaterButton")
    person.until(lambda: set(person.names) == NAMES)
    (photos / "DSC_r.jpg").unlink()
    person.action("rescanAction").trigger()
    answer(person, "sendLaterButton")
    person.until(lambda: set(person.names) == NAMES - {"DSC_r.jpg"})
    assert pictures_sent(service) == 0


def test_a_start_sends_nothing_but_shows_a_message(
    qtbot: QtBot, library: Path, photos: Path, service: StandIn
) -> None:
    opened = Library.open(library)
    opened.add_folder(photos)
    opened.close()
    with sitting(qtbot, library) as person:
        assert banner(person).startswith("3 pictures are waiting to be sent to 127.0.0.1")
        assert not is_asked(person)
        assert pictures_sent(service) == 0


def test_it_stops_at_a_ceiling_and_goes_on(person: Person, photos: Path, service: StandIn) -> None:
    person.drop(photos)
    person.until(lambda: is_asked(person))
    person.part(QCheckBox, "pictureLimitCheck").click()
    person.part(QSpinBox, "pictureLimitBox").setValue(2)
    answer(person, "sendButton")
    assert (
        banner(person)
        == "Stopped at the limit of 2 pictures. The remaining pictures aren't indexed yet."
    )
    assert pictures_sent(service) == 2
    person.until(lambda: set(person.names) == NAMES)
    person.click("bannerAction")
    person.until(lambda: is_asked(person))
    assert person.part(QLabel, "sendTitle").text().startswith("Send 1 picture to 127.0.0.1")
    person.click("sendButton")
    until_paid(person, service, 3)


def test_a_ceiling_in_money(person: Person, photos: Path, service: StandIn) -> None:
    person.drop(photos)
    person.until(lambda: is_asked(person))
    person.part(QDoubleSpinBox, "priceBox").setValue(100_000.0)
    person.part(QCheckBox, "moneyLimitCheck").click()
    person.part(QDoubleSpinBox, "moneyLimitBox").setValue(0.01)
    answer(person, "sendButton")
    assert banner(person).startswith("Stopped at the limit of $0.01")
    assert pictures_sent(service) == 0


def test_a_wait_is_shown_and_can_be_stopped(person: Person, photos: Path, service: StandIn) -> None:
    service.faults.play(faults.rate_limited("50"))
    person.drop(photos)
    answer(person, "sendButton")
    details = person.part(QLabel, "indexDetails")
    person.until(lambda: details.text().startswith("0 of 3 · ") and "Paused by" in details.text())
    person.action("stopAction").trigger()
    person.until(lambda: not details.isVisible())
    assert not person.action("stopAction").isEnabled()
    assert not service.records.paid()


def test_stop_sending_holds_for_the_run_under_way(
    qtbot: QtBot, library: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "many"
    folder.mkdir()
    for number in range(40):
        Image.new("RGB", (80, 60), (6 * number, 90, 10)).save(folder / f"{number:02}.png")
    with StandIn() as service:
        use_service(monkeypatch, service.url)
        with sitting(qtbot, library) as person:
            wait_for_the_start(person)
            service.go_on.clear()
            person.drop(folder)
            answer(person, "sendButton")
            person.until(lambda: pictures_sent(service) > 0)
            sent = pictures_sent(service)  # the first call goes alone
            person.preferences("Cohere")
            person.click("stopSendingButton")
            person.until(person.part(QLabel, "consentResult").isVisible)
            service.go_on.set()
            person.until(lambda: not person.action("stopAction").isEnabled())
            assert banner(person).startswith(
                "Stopped because you no longer agree to send pictures."
            )
            assert pictures_sent(service) == service.records.paid().total() == sent < 40
            # What is not sent is shown, and later runs ask.
            person.until(lambda: len(person.names) == 40)
            person.action("rescanAction").trigger()
            person.until(lambda: is_asked(person))


def test_a_wrong_key(
    qtbot: QtBot,
    library: Path,
    photos: Path,
    service: StandIn,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    wrong = "another-key-9876543210fedcba"
    use_service(monkeypatch, service.url, wrong)
    with sitting(qtbot, library) as person:
        wait_for_the_start(person)
        person.drop(photos)
        answer(person, "sendButton")
        message = banner(person)
        assert "key" in message
        assert wrong not in message
        assert person.part(QPushButton, "bannerAction").text() == "Preferences…"
        # What needs no sending is done all the same.
        person.until(lambda: set(person.names) == NAMES)
    assert not service.records.paid()


def test_no_server(
    qtbot: QtBot, library: Path, photos: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))  # nobody listens: connections are refused
        use_service(monkeypatch, f"http://127.0.0.1:{unused.getsockname()[1]}")
        with sitting(qtbot, library) as person:
            wait_for_the_start(person)
            person.drop(photos)
            answer(person, "sendButton")
            assert "can't be reached" in banner(person)
            assert person.part(QPushButton, "bannerAction").text() == "Try again"
            # Nothing is lost by it: the next try asks for the same pictures.
            person.action("rescanAction").trigger()
            person.until(lambda: is_asked(person))
            assert person.part(QLabel, "sendTitle").text().startswith("Send up to 3 pictures")


def test_a_server_that_comes_back(person: Person, photos: Path, service: StandIn) -> None:
    service.faults.play(faults.status(503), faults.RESET)
    person.drop(photos)
    answer(person, "sendButton")
    until_paid(person, service, 3)
    assert not person.part(QWidget, "banner").isVisible()
