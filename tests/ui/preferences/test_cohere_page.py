"""Key, address and rate of the service, in the preferences."""

from __future__ import annotations

import gc
from itertools import product
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QDialog,
    QLabel,
    QLineEdit,
    QPushButton,
    QSpinBox,
)

from picseek.engine.errors import ModelError
from picseek.engine.types import ModelInfo, ServiceOptions
from picseek.ui.style.choices import Appearance
from picseek.ui.style.theme import DARK, LIGHT
from tests.support.ui.desk import Desk
from tests.support.ui.fake_sending import FAR

KEY = "a-key-for-tests-0123456789"
ACCOUNT = "API key for api.cohere.com"


@pytest.fixture
def page(desk: Desk) -> Desk:
    """A window with the page on screen."""
    desk.library.choice.more = [ModelInfo(FAR, "Far one", 8, True, "", 0, remote=True)]
    desk.open()
    desk.preferences("cohere")
    desk.until(lambda: bool(desk.text("keyState")))
    desk.until(lambda: "api.cohere.com" in desk.text("serviceWhere"))
    return desk


def look_again(desk: Desk) -> None:
    """Turn to another page and back."""
    desk.preferences("general")
    desk.preferences("cohere")


def keep(desk: Desk, key: str) -> None:
    QTest.keyClicks(desk.child(QLineEdit, "keyField"), key)
    QTest.keyClick(desk.child(QLineEdit, "keyField"), Qt.Key.Key_Return)


def test_without_a_key_it_says_so(page: Desk) -> None:
    assert page.text("keyState") == "There's no key for api.cohere.com."
    assert not page.child(QPushButton, "forgetKeyButton").isEnabled()
    assert not page.child(QPushButton, "saveKeyButton").isEnabled()


def test_a_key_is_stored_in_the_keyring_and_gone_from_the_field(page: Desk) -> None:
    field = page.child(QLineEdit, "keyField")
    assert field.echoMode() is QLineEdit.EchoMode.Password
    keep(page, f" {KEY} ")
    assert field.text() == ""
    assert page.shown("preferencesDialog")
    assert not field.isUndoAvailable()
    page.until(lambda: page.text("keyResult") == "Key saved.")
    assert page.library.choice.keyring.keys == {ACCOUNT: KEY}
    assert page.text("keyState") == (
        "A key for api.cohere.com is available. The key is saved in the system's keyring."
    )
    assert page.library.choice.reconnections == 1


def test_without_a_keyring_the_key_lasts_for_the_session(page: Desk) -> None:
    page.library.choice.keyring.works = False
    keep(page, KEY)
    page.until(lambda: "only until you quit" in page.text("keyState"))


def test_a_key_of_the_environment_cannot_be_forgotten(
    page: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CO_API_KEY", KEY)
    look_again(page)
    page.until(lambda: "comes from the environment" in page.text("keyState"))
    assert not page.child(QPushButton, "forgetKeyButton").isEnabled()


def test_a_key_is_forgotten(page: Desk) -> None:
    keep(page, KEY)
    page.until(lambda: page.child(QPushButton, "forgetKeyButton").isEnabled())
    page.click("forgetKeyButton")
    page.until(lambda: page.text("keyResult") == "Key removed.")
    assert page.library.choice.keyring.keys == {}


def test_what_is_no_key_is_refused_and_not_shown(page: Desk) -> None:
    keep(page, "short")
    page.until(lambda: page.text("keyResult").startswith("This isn't an API key"))
    assert "short" not in page.text("keyResult")
    assert page.library.choice.keyring.keys == {}


def test_the_key_is_nowhere_in_the_window_or_its_files(page: Desk, tmp_path: Path) -> None:
    keep(page, KEY)
    page.until(lambda: page.text("keyResult") == "Key saved.")
    parts = (page.window, *page.window.findChildren(QObject))
    assert [part for part in parts if KEY in repr(vars(part))] == []
    page.window.close()
    gc.collect()
    written = [file.read_bytes() for file in tmp_path.rglob("*") if file.is_file()]
    assert written
    assert not any(KEY.encode() in content for content in written)


def test_a_key_entered_while_indexing_is_used_afterwards(page: Desk) -> None:
    page.library.choice.busy = "Pictures are being indexed; stop that first."
    keep(page, KEY)
    page.until(lambda: page.text("keyResult").startswith("Key saved. The change takes effect when"))
    assert page.library.choice.reconnections == 0
    page.library.choice.busy = ""
    page.press("rescanAction")
    page.until(lambda: page.library.choice.reconnections == 1)


def test_the_test_says_that_it_works(page: Desk) -> None:
    page.click("testKeyButton")
    page.until(lambda: page.text("keyResult") == "api.cohere.com responded. The connection works.")
    assert page.library.choice.tested == [FAR]


@pytest.mark.parametrize(
    "why",
    [
        "Cohere doesn't accept the API key. Enter another one one.",
        "Cohere can't be reached. Check your internet connection.",
        "The connection to Cohere is not trusted: its certificate is not one that is accepted.",
    ],
)
def test_the_test_says_what_does_not_work(page: Desk, why: str) -> None:
    page.library.choice.fails = ModelError(why)
    page.click("testKeyButton")
    page.until(lambda: page.text("keyResult") == why)


def test_the_test_can_be_stopped(page: Desk) -> None:
    page.library.choice.test_gate.close()
    button = page.child(QPushButton, "testKeyButton")
    page.click("testKeyButton")
    assert button.text() == "Stop test"
    assert page.text("keyResult") == "Testing api.cohere.com…"
    page.until(lambda: bool(page.library.choice.tested))
    page.click("testKeyButton")
    page.until(lambda: page.text("keyResult") == "Test stopped.")
    assert button.text() == "Test"


def test_closing_the_window_stops_a_test(page: Desk) -> None:
    page.library.choice.test_gate.close()
    page.click("testKeyButton")
    page.until(lambda: bool(page.library.choice.tested))
    page.window.close()
    assert page.library.closed


def options(desk: Desk) -> ServiceOptions:
    return desk.library.service.options


def test_the_rate_is_saved_automatically(page: Desk) -> None:
    box = page.child(QComboBox, "rateBox")
    assert box.currentText() == "Trial key: 5 pictures per minute"
    assert not page.shown("picturesPerMinute")
    box.setCurrentIndex(1)
    page.until(lambda: options(page) == ServiceOptions(pictures_per_minute=400))
    page.until(lambda: page.text("serviceResult") == "Saved.")


def test_a_custom_rate_begins_no_faster_than_before(page: Desk) -> None:
    page.child(QComboBox, "rateBox").setCurrentIndex(2)
    number = page.child(QSpinBox, "picturesPerMinute")
    assert page.shown("picturesPerMinute")
    assert number.value() == 5
    number.setValue(40)
    page.until(lambda: options(page).pictures_per_minute == 40)


def test_what_is_saved_is_shown_again(page: Desk) -> None:
    options = ServiceOptions("https://embed.example.com", 7, 0, 2, describe=True)
    page.library.service.set_options(options)
    look_again(page)
    page.until(lambda: page.child(QLineEdit, "serverAddress").text() == options.base_url)
    assert page.child(QSpinBox, "picturesPerMinute").value() == 7
    assert page.child(QSpinBox, "textsPerMinute").value() == 0
    assert page.child(QSpinBox, "callsInFlight").value() == 2
    assert page.child(QCheckBox, "describeBox").isChecked()
    assert page.text("keyState") == "There's no key for embed.example.com."


def test_enter_saves_an_address_and_a_wrong_one_is_refused(page: Desk) -> None:
    address = page.child(QLineEdit, "serverAddress")
    QTest.keyClicks(address, "embed.example.com")
    QTest.keyClick(address, Qt.Key.Key_Return)
    page.until(lambda: page.text("serviceResult").startswith("This isn't a server address"))
    assert options(page) == ServiceOptions()
    address.selectAll()
    QTest.keyClicks(address, "https://embed.example.com")
    QTest.keyClick(address, Qt.Key.Key_Return)
    page.until(lambda: options(page).base_url == "https://embed.example.com")
    page.until(lambda: page.child(QComboBox, "rateBox").currentText().startswith("No limit"))


def test_the_last_change_is_saved_when_the_dialog_closes(page: Desk) -> None:
    page.child(QSpinBox, "callsInFlight").setValue(9)
    page.child(QDialog, "preferencesDialog").reject()
    page.until(lambda: options(page).calls_in_flight == 9)


def test_an_address_of_the_environment_is_reported(
    page: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert not page.shown("addressGiven")
    monkeypatch.setenv("CO_API_URL", "https://embed.example.com")
    look_again(page)
    page.until(lambda: page.shown("addressGiven"))
    # The rates are those of Cohere's keys.
    assert page.child(QComboBox, "rateBox").currentText().startswith("No limit")


def test_a_wrong_address_of_the_environment_is_reported(
    page: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CO_API_URL", "nonsense")
    look_again(page)
    page.until(lambda: page.text("keyState").startswith("Environment variable CO_API_URL"))


def test_sending_what_is_written_about_pictures_is_off_until_chosen(page: Desk) -> None:
    box = page.child(QCheckBox, "describeBox")
    assert not box.isChecked()
    box.click()
    page.until(lambda: options(page).describe)


def test_the_link_is_drawn_in_the_colour_of_the_theme(page: Desk) -> None:
    """A label keeps the colours that its text was laid out in."""
    link = page.child(QLabel, "keysLink")

    def colours() -> set[str]:
        image = link.grab().toImage()
        spots = product(range(image.width()), range(image.height()))
        return {image.pixelColor(x, y).name() for x, y in spots}

    page.preferences("general")
    box = page.child(QComboBox, "appearanceBox")
    for appearance, tokens in ((Appearance.DARK, DARK), (Appearance.LIGHT, LIGHT)):
        box.setCurrentIndex(box.findData(appearance.value))
        assert tokens.link in colours()
    box.setCurrentIndex(box.findData(Appearance.SYSTEM.value))


# Without encryption

HTTP = "http://embed.example.com:8000"
HTTP_HOST = "embed.example.com:8000"


def enter_address(desk: Desk, url: str) -> None:
    address = desk.child(QLineEdit, "serverAddress")
    address.selectAll()
    QTest.keyClicks(address, url)
    QTest.keyClick(address, Qt.Key.Key_Return)


def answer(desk: Desk, *, yes: bool) -> str:
    """Answer the question that is asked next; what it said."""
    asked: list[str] = []

    def answer_now() -> None:
        dialog = QApplication.activeModalWidget()
        if dialog is None or dialog.objectName() != "question":
            QTimer.singleShot(0, answer_now)
            return
        assert isinstance(dialog, QDialog)
        text = dialog.findChild(QLabel, "questionText")
        assert text is not None
        asked.append(text.text())
        buttons = dialog.findChildren(QPushButton)
        assert [each.objectName() for each in buttons if each.isDefault()] != ["questionYesButton"]
        (dialog.accept if yes else dialog.reject)()

    QTimer.singleShot(0, answer_now)
    desk.until(lambda: bool(asked))
    return asked[0]


def test_an_address_without_encryption_is_saved_only_if_the_user_agrees(page: Desk) -> None:
    enter_address(page, HTTP)
    assert answer(page, yes=False) == f"Connect to {HTTP_HOST} without encryption?"
    page.until(lambda: page.child(QLineEdit, "serverAddress").text() == "")
    assert options(page) == ServiceOptions()
    enter_address(page, HTTP)
    answer(page, yes=True)
    page.until(lambda: options(page).base_url == HTTP)
    page.until(lambda: page.text("keyState") == f"There's no key for {HTTP_HOST}.")
    assert page.library.service.settings().needs == ""
    assert not page.shown("addressInsecure")


def test_a_server_on_this_computer_needs_no_question(page: Desk) -> None:
    enter_address(page, "http://127.0.0.1:8000")
    page.until(lambda: options(page).base_url == "http://127.0.0.1:8000")


def test_an_address_without_encryption_that_is_there_is_not_used_before_the_user_agrees(
    page: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CO_API_URL", HTTP)
    look_again(page)
    page.until(lambda: page.shown("addressInsecure"))
    assert HTTP_HOST in page.text("addressInsecure")
    page.child(QPushButton, "allowHttpButton").animateClick()
    answer(page, yes=True)
    page.until(lambda: not page.shown("allowHttpButton"))
    assert page.library.service.settings().needs == ""


# Consent


def test_what_was_agreed_to_can_be_taken_back(page: Desk) -> None:
    assert page.text("consentState") == (
        "Picseek always asks before it sends pictures to api.far.example."
    )
    page.library.far.agreed.add(FAR)
    look_again(page)
    page.until(lambda: page.text("consentState").startswith("Picseek sends up to 500 new pictures"))
    page.click("stopSendingButton")
    page.until(
        lambda: (
            page.text("consentResult") == "Picseek sends no more pictures until you agree again."
        )
    )
    assert page.library.far.agreed == set()
    assert page.library.far.withdrawals == 1
    assert "No pictures are sent" in page.text("consentState")
    assert not page.child(QPushButton, "stopSendingButton").isEnabled()
