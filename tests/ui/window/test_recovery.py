"""A damaged library in front of the window, and what can be done about it there. All of it real."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QLabel, QMainWindow, QPushButton, QWidget

from picseek.engine.library import DATABASE_NAME, Library
from picseek.ui.app import create_main_window
from picseek.ui.widgets.message_page import MessagePage
from tests.support.libraries import draw

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

T = TypeVar("T", bound=QObject)


@pytest.fixture
def damaged(tmp_path: Path) -> Path:
    """A library of one picture, with a backup, and with an empty database."""
    draw(tmp_path / "photos" / "rose.png", (210, 15, 20))
    folder = tmp_path / "library"
    with closing(Library.open(folder)) as library:
        library.index([tmp_path / "photos"])
    (folder / DATABASE_NAME).write_bytes(b"")
    return folder


@pytest.fixture
def window(qtbot: QtBot, damaged: Path) -> QMainWindow:
    window = create_main_window(damaged)
    qtbot.addWidget(window)
    window.show()
    qtbot.waitUntil(lambda: part(window, MessagePage, "damagePage").isVisible())
    return window


def part(window: QMainWindow, kind: type[T], name: str) -> T:
    found = window.findChild(kind, name)
    assert found is not None, name
    return found


def click(window: QMainWindow, name: str) -> None:
    page = part(window, MessagePage, "damagePage")
    button = page.findChild(QPushButton, name)
    assert button is not None
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def test_a_backup_is_restored(qtbot: QtBot, window: QMainWindow, damaged: Path) -> None:
    assert (
        "its database is empty. You can restore the backup from"
        in part(window, MessagePage, "damagePage").text
    )
    click(window, "restoreButton")
    grid = part(window, QAbstractItemView, "resultGrid")
    qtbot.waitUntil(lambda: grid.isVisible() and grid.model().rowCount() == 1)
    assert (next(damaged.glob("damaged-*")) / DATABASE_NAME).read_bytes() == b""
    window.close()


def test_it_is_moved_away_and_an_empty_one_created(
    qtbot: QtBot, window: QMainWindow, damaged: Path
) -> None:
    click(window, "startAgainButton")
    qtbot.waitUntil(part(window, QWidget, "emptyPage").isVisible)
    assert (next(damaged.glob("damaged-*")) / DATABASE_NAME).read_bytes() == b""
    window.close()


def test_without_a_backup_none_is_offered(qtbot: QtBot, damaged: Path) -> None:
    for file in (damaged / "backups").iterdir():
        file.unlink()
    window = create_main_window(damaged)
    qtbot.addWidget(window)
    window.show()
    page = part(window, MessagePage, "damagePage")
    qtbot.waitUntil(page.isVisible)
    assert "There is no backup." in page.text
    assert not part(window, QPushButton, "restoreButton").isVisible()
    window.close()
    assert (damaged / DATABASE_NAME).read_bytes() == b""
    assert not (damaged / "window.ini").exists()


def test_settings_that_cannot_be_read_are_reported(qtbot: QtBot, tmp_path: Path) -> None:
    Library.open(tmp_path / "library").close()
    with closing(sqlite3.connect(tmp_path / "library" / DATABASE_NAME)) as database:
        database.execute("INSERT INTO settings VALUES ('indexing', 'junk')")
        database.commit()
    window = create_main_window(tmp_path / "library")
    qtbot.addWidget(window)
    window.show()
    qtbot.waitUntil(part(window, QWidget, "banner").isVisible)
    assert "so their defaults are used: indexing" in part(window, QLabel, "bannerText").text()
    window.close()
