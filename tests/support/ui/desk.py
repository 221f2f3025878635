"""A window on a fake library, and what a person does with it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QMimeData, QObject, QPointF, Qt, QUrl
from PySide6.QtGui import QAction, QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QLineEdit,
    QListWidget,
    QPushButton,
    QStackedWidget,
    QWidget,
)

from picseek.ui.base.session import Session
from picseek.ui.base.tasks import Lane, Task
from picseek.ui.grid.results_model import ResultsModel
from picseek.ui.grid.view import GridView
from picseek.ui.preferences.model_row import ModelRow
from picseek.ui.search.controller import SearchTiming
from picseek.ui.window.main_window import MainWindow
from picseek.ui.window.options import WindowOptions
from tests.support.ui.fake_library import FakeDisk, FakeLibrary

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

T = TypeVar("T", bound=QObject)
Part = TypeVar("Part", bound=QWidget)


class Desk:
    """One window at a time; what is looked for is looked for by object name.

    Attributes:
        disk: Opens the library of the next window.
        timing: How eagerly the next window searches.
    """

    def __init__(self, qtbot: QtBot, folder: Path) -> None:
        self.qtbot = qtbot
        self.folder = folder
        self.disk = FakeDisk(folder)
        self.timing = SearchTiming(typing_ms=20, refresh_ms=30)
        self._window: MainWindow | None = None

    @property
    def library(self) -> FakeLibrary:
        return self.disk.library

    @property
    def window(self) -> MainWindow:
        assert self._window is not None
        return self._window

    def show(self, *folders: Path) -> MainWindow:
        """Show the window, without waiting for the library."""
        window = MainWindow(WindowOptions(self.folder, folders, self.disk.open, self.timing))
        window.fill()
        self.qtbot.addWidget(window)
        window.show()
        self._window = window
        return window

    def open(self, *folders: Path) -> None:
        """Show the window, and wait until the library is open and quiet."""
        self.show(*folders)
        self.until(lambda: bool(self.library.runs))
        self.until(lambda: not self.action("stopAction").isEnabled())
        # Asked for when the library opened; in the lane's order, so it comes last.
        self.until(lambda: self.message() != "Opening the library…")

    def child(self, kind: type[T], name: str) -> T:
        found = self.window.findChild(kind, name)
        assert found is not None, name
        return found

    def action(self, name: str) -> QAction:
        return self.child(QAction, name)

    def press(self, name: str) -> None:
        """Trigger an action, if it can be."""
        action = self.action(name)
        assert action.isEnabled(), f"{name} is disabled"
        action.trigger()

    def click(self, name: str) -> None:
        QTest.mouseClick(self.child(QWidget, name), Qt.MouseButton.LeftButton)

    def preferences(self, page: str) -> None:
        """Open the preferences and choose a page in their list."""
        self.press("preferencesAction")
        pages = self.child(QStackedWidget, "preferencesStack")
        row = pages.indexOf(self.child(QWidget, f"{page}Page"))
        self.child(QListWidget, "preferencesPages").setCurrentRow(row)

    def use_model(self, model: str) -> None:
        """Choose a model in the preferences, and wait until it is in use."""
        self.preferences("models")
        page = self.child(QWidget, "modelsPage")

        def part(kind: type[Part], name: str) -> list[Part]:
            rows = page.findChildren(ModelRow)
            found = [row.findChild(kind, name) for row in rows if row.model == model]
            return [each for each in found if each is not None and each.isVisible()]

        self.until(lambda: bool(part(QPushButton, "useModelButton")))
        part(QPushButton, "useModelButton")[0].click()
        self.until(lambda: bool(part(QLabel, "usedModel")))

    @property
    def grid(self) -> GridView:
        return self.child(GridView, "resultGrid")

    @property
    def model(self) -> ResultsModel:
        """What the grid shows."""
        model = self.grid.model()
        assert isinstance(model, ResultsModel)
        return model

    @property
    def session(self) -> Session:
        """The window's library, and what runs its jobs."""
        found = self.window.findChild(Session)
        assert found is not None
        return found

    @property
    def box(self) -> QLineEdit:
        return self.child(QLineEdit, "searchBox")

    def message(self) -> str:
        return self.text("statusMessage")

    def text(self, label: str) -> str:
        return self.child(QLabel, label).text()

    def shown(self, name: str) -> bool:
        return self.child(QWidget, name).isVisible()

    def names(self) -> list[str]:
        """File names in the grid, in order."""
        return [row.path.name for row in self.library.rows(list(self.model.ids()))]

    def select(self, *names: str) -> None:
        """Select these pictures in the grid."""
        self.grid.clearSelection()
        shown = self.names()
        for name in names:
            index = self.grid.model().index(shown.index(name), 0)
            self.grid.selectionModel().select(
                index, self.grid.selectionModel().SelectionFlag.Select
            )

    def type(self, text: str) -> None:
        QTest.keyClicks(self.box, text)

    def press_key(self, key: Qt.Key) -> None:
        """Press a key in the search box."""
        QTest.keyClick(self.box, key)

    def until(self, condition: Callable[[], bool]) -> None:
        self.qtbot.waitUntil(condition)

    def finish_jobs(self, lane: Lane) -> None:
        """Wait until the jobs of a lane are done and the window has their results."""
        done: list[None] = []

        def nothing(_task: Task) -> None:
            """The lane runs its jobs in order, so this one is the last."""

        self.session.tasks.submit(nothing, on_done=done.append, lane=lane)
        self.until(lambda: bool(done))

    def until_names(self, *names: str) -> None:
        """Wait until the grid shows just these, in any order."""
        self.until(lambda: sorted(self.names()) == sorted(names))

    def drop(self, *paths: Path) -> bool:
        """Drop files from another program on the window.

        Returns:
            Whether the window took them.
        """
        mime = QMimeData()
        mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
        action, button = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
        keys = Qt.KeyboardModifier.NoModifier
        middle = self.window.rect().center()
        enter = QDragEnterEvent(middle, action, mime, button, keys)
        enter.ignore()
        QApplication.sendEvent(self.window, enter)
        if not enter.isAccepted():
            return False
        drop = QDropEvent(QPointF(middle), action, mime, button, keys)
        QApplication.sendEvent(self.window, drop)
        return drop.isAccepted()
