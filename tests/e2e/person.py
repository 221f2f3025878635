"""A person in front of the real window, who knows the names it promises and nothing else."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PIL import Image
from PySide6.QtCore import QMimeData, QModelIndex, QObject, QPointF, Qt, QUrl
from PySide6.QtGui import QAction, QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QLabel,
    QLineEdit,
    QListWidget,
    QMainWindow,
)

from picseek.ui.app import create_main_window

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

Part = TypeVar("Part", bound=QObject)

COLOURS = {"red": (205, 20, 25), "green": (25, 150, 40), "blue": (20, 55, 195)}


class Person:
    """Somebody in front of the window."""

    def __init__(self, qtbot: QtBot, library: Path) -> None:
        self.qtbot = qtbot
        self.window: QMainWindow = create_main_window(library)
        self.window.show()
        self.grid = self.part(QAbstractItemView, "resultGrid")
        self.box = self.part(QLineEdit, "searchBox")
        self.message = self.part(QLabel, "statusMessage")
        self._answered = True
        self._has_run = False
        self.action("stopAction").changed.connect(self._on_run)
        self.grid.model().modelReset.connect(self._on_answer)

    def wait_for_the_first_run(self) -> None:
        """Wait until the library is open and the look around at the start is over."""
        self.until(lambda: self._has_run)
        self.until(lambda: not self.action("stopAction").isEnabled())

    def _on_run(self) -> None:
        self._has_run = self._has_run or self.action("stopAction").isEnabled()

    def part(self, kind: type[Part], name: str) -> Part:
        found = self.window.findChild(kind, name)
        assert found is not None, name
        return found

    def action(self, name: str) -> QAction:
        return self.part(QAction, name)

    def preferences(self, title: str) -> None:
        """Open the preferences at a page, by what it is called in their list."""
        self.action("preferencesAction").trigger()
        pages = self.part(QListWidget, "preferencesPages")
        (item,) = pages.findItems(title, Qt.MatchFlag.MatchExactly)
        pages.setCurrentItem(item)

    def click(self, name: str) -> None:
        """Click a button."""
        QTest.mouseClick(self.part(QAbstractButton, name), Qt.MouseButton.LeftButton)

    def text(self, label: str) -> str:
        return self.part(QLabel, label).text()

    def drop(self, *paths: Path) -> None:
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(os.fspath(path)) for path in paths])
        action, button = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
        keys, middle = Qt.KeyboardModifier.NoModifier, self.window.rect().center()
        QApplication.sendEvent(self.window, QDragEnterEvent(middle, action, data, button, keys))
        drop = QDropEvent(QPointF(middle), action, data, button, keys)
        QApplication.sendEvent(self.window, drop)

    def ask(self, text: str) -> None:
        self.box.setFocus()
        self.box.clear()
        QTest.keyClicks(self.box, text)
        self.expect_answer()
        QTest.keyClick(self.box, Qt.Key.Key_Return)

    def expect_answer(self) -> None:
        """What is shown now is not the answer that `sees` waits for, even if it looks like it."""
        self._answered = False

    def _on_answer(self) -> None:
        self._answered = True

    @property
    def names(self) -> list[str]:
        model = self.grid.model()
        rows = range(model.rowCount(QModelIndex()))
        paths = [model.index(row, 0).data(Qt.ItemDataRole.UserRole) for row in rows]
        if not all(paths):
            return []  # some are asked for by this, and are there in a moment
        assert all(os.path.isabs(path) for path in paths)  # noqa: PTH117
        return [Path(path).name for path in paths]

    def until(self, condition: Callable[[], bool]) -> None:
        self.qtbot.waitUntil(condition)

    def sees(self, *names: str) -> None:
        self.until(lambda: self._answered and self.names[: len(names)] == list(names))

    def sees_in_any_order(self, *names: str) -> None:
        first = len(names)
        self.until(lambda: self._answered and sorted(self.names[:first]) == sorted(names))

    def leave(self) -> None:
        self.window.close()
        self.window.deleteLater()


def draw_photos(folder: Path) -> None:
    """Draw a picture in each colour, under a name that says nothing about it."""
    folder.mkdir()
    for name, colour in COLOURS.items():
        Image.new("RGB", (200, 150), colour).save(folder / f"DSC_{name[0]}.jpg")
