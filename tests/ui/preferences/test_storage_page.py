"""What the library takes up, in the preferences."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QMessageBox, QPushButton, QWidget

from picseek.engine.errors import UsageError
from tests.support.ui.desk import Desk


@pytest.fixture
def page(desk: Desk) -> Desk:
    """A window with the page on screen, measured."""
    desk.open()
    desk.preferences("storage")
    desk.until(lambda: desk.text("thumbnailsSize") != "")
    return desk


def removers(desk: Desk) -> dict[str, QPushButton]:
    parts = desk.child(QWidget, "storagePage").findChildren(QPushButton, "removeVectorsButton")
    return {part.accessibleName(): part for part in parts if part.isVisible()}


def test_sizes_are_shown(page: Desk) -> None:
    assert page.text("thumbnailsSize") == "52 MB"
    assert page.text("databaseSize") == "8.0 MB"
    assert list(removers(page)) == [
        "Remove the index of Built-in",
        "Remove the index of Far one",
    ]
    page.library.disk_use.held = replace(page.library.disk_use.held, free=1_200_000)
    page.preferences("general")
    page.preferences("storage")
    page.until(lambda: page.text("databaseSize") == "8.0 MB, including 1.2 MB of unused space")


def test_thumbnails_are_cleared(page: Desk) -> None:
    page.click("clearThumbnailsButton")
    page.until(lambda: page.text("thumbnailsSize") == "0 bytes")
    assert page.text("storageResult").startswith("Thumbnails deleted")
    assert page.library.disk_use.done == ["thumbnails"]


def test_vectors_are_removed_after_asking(page: Desk) -> None:
    removers(page)["Remove the index of Far one"].click()
    question = page.child(QMessageBox, "removeVectorsQuestion")
    assert question.text() == "Remove the index of Far one (300 pictures)?"
    assert page.library.disk_use.done == []
    (remove,) = (each for each in question.buttons() if each.text() == "Remove")
    remove.click()
    page.until(lambda: list(removers(page)) == ["Remove the index of Built-in"])
    assert page.library.disk_use.done == ["far/one"]
    assert page.text("databaseSize") == "8.0 MB, including 900 kB of unused space"


def test_vectors_stay_when_the_user_thinks_again(page: Desk) -> None:
    removers(page)["Remove the index of Far one"].click()
    page.child(QMessageBox, "removeVectorsQuestion").reject()
    page.click("compactButton")
    page.until(lambda: page.library.disk_use.done == ["compact"])
    page.until(lambda: len(removers(page)) == 2)


def test_the_button_that_was_pressed_has_the_keys_again(page: Desk) -> None:
    button = page.child(QPushButton, "compactButton")
    button.window().activateWindow()
    button.setFocus()
    page.until(button.hasFocus)
    page.library.disk_use.gate.close()
    QTest.keyClick(button, Qt.Key.Key_Space)
    page.until(lambda: page.shown("stopStorageButton"))
    assert not button.hasFocus()
    page.library.disk_use.gate.open()
    page.until(button.hasFocus)


def test_a_long_chore_can_be_stopped_and_keeps_others_out(page: Desk) -> None:
    page.library.disk_use.gate.close()
    page.click("compactButton")
    page.until(lambda: page.shown("stopStorageButton"))
    assert not page.child(QPushButton, "clearThumbnailsButton").isEnabled()
    page.click("stopStorageButton")
    page.until(lambda: page.text("storageResult") == "Stopped.")
    assert page.child(QPushButton, "clearThumbnailsButton").isEnabled()
    assert page.library.disk_use.done == []


def test_the_reason_for_a_failure_is_shown(page: Desk) -> None:
    page.library.disk_use.fails = UsageError("Pictures are being indexed; stop that first.")
    page.click("compactButton")
    page.until(lambda: page.text("storageResult") == "Pictures are being indexed; stop that first.")
    assert page.child(QLabel, "storageResult").isVisible()


def test_a_library_open_for_searching_only_is_only_measured(desk: Desk) -> None:
    desk.library.be_read_only()
    desk.show()
    desk.until(lambda: desk.message() != "Opening the library…")
    desk.preferences("storage")
    desk.until(lambda: desk.text("thumbnailsSize") == "52 MB")
    assert not desk.child(QPushButton, "clearThumbnailsButton").isEnabled()
    assert not any(button.isEnabled() for button in removers(desk).values())
