"""Uses a window as a person does, and saves how it looks."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QEventLoop, QItemSelectionModel, QObject, QPoint, Qt, QTimer
from PySide6.QtGui import QAction, QImage, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QDialog,
    QLineEdit,
    QListWidget,
    QMenu,
    QStackedWidget,
    QWidget,
)

from picseek.ui.base.session import Session
from picseek.ui.base.tasks import Lane, Task
from picseek.ui.grid.view import GridView
from picseek.ui.preferences.model_row import ModelRow
from picseek.ui.search.controller import SearchController
from picseek.ui.window.main_window import MainWindow
from picseek.ui.window.options import WindowOptions

if TYPE_CHECKING:
    from picseek.ui.base.session import OpenLibrary

SIZE = (1180, 780)
_PATIENCE_S = 300.0
"""Longer than anything takes on a busy machine: only what hangs is ended."""

_PAUSE_MS = 70
_SAME_LOOKS = 3
_LANES = (Lane.SESSION, Lane.SERVICE, Lane.QUERY, Lane.SIDEBAR, Lane.INDEX)
"""Where jobs run that lead to an index run, and the run itself."""

Part = TypeVar("Part", bound=QObject)


class Photographer:
    """Uses one window through its object names, and saves how it looks."""

    def __init__(self, library: Path, out: Path, opener: OpenLibrary | None = None) -> None:
        """Open a window.

        Args:
            library: Its folder.
            out: Where pictures are saved.
            opener: Opens the library in another way than usual.
        """
        self._out = out
        QApplication.setCursorFlashTime(0)  # a caret that blinks never looks the same for long
        self.window = MainWindow(WindowOptions(library, opener=opener))
        self.window.fill()
        self.window.resize(*SIZE)
        self.window.show()

    # Finding

    def find(self, kind: type[Part], name: str) -> Part:
        part = self.window.findChild(kind, name)
        assert part is not None, f"the window has no {name}"
        return part

    @property
    def grid(self) -> GridView:
        return self.find(GridView, "resultGrid")

    def dialog(self, name: str) -> QDialog:
        """A dialog that is open, or will be soon."""

        def there() -> list[QDialog]:
            return [each for each in self.window.findChildren(QDialog, name) if each.isVisible()]

        until(lambda: bool(there()))
        return there()[-1]

    # Doing

    def trigger(self, name: str) -> None:
        action = self.find(QAction, f"{name}Action")
        assert action.isEnabled(), f"{name} cannot be done now"
        action.trigger()

    def click(self, name: str) -> None:
        self.find(QAbstractButton, name).click()

    def select(self, *rows: int) -> None:
        """Select rows of the grid; the last one has the focus."""
        grid = self.grid
        grid.clearSelection()
        for row in rows:
            index = grid.model().index(row, 0)
            grid.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.Select)

    def ask(self, query: str) -> None:
        box = self.find(QLineEdit, "searchBox")
        box.setFocus()  # else Return would mean the picture that has the focus
        box.setText(query)
        QTest.keyClick(box, Qt.Key.Key_Return)
        self._wait_for_the_search()

    def wait_for_the_run(self) -> None:
        """Wait until the library is open and no index run is in progress or about to start."""
        session, stop = self._child(Session), self.find(QAction, "stopAction")
        until(lambda: session.library is not None)
        for _round in range(3):  # a job's result may start another job
            self._finish_jobs(session)
        until(lambda: not stop.isEnabled())
        self._wait_for_the_search()

    def _wait_for_the_search(self) -> None:
        """A window that looks the same for a while may still be searching on a busy machine."""
        search = self._child(SearchController)
        until(lambda: not search.busy)
        wait_until_still(self.window)

    def _finish_jobs(self, session: Session) -> None:
        """Run the event loop until all jobs submitted so far have reported their results."""
        done: list[None] = []

        def nothing(_task: Task) -> None:
            """Each lane runs its jobs in order, so this one is the last."""

        for lane in _LANES:
            session.tasks.submit(nothing, on_done=done.append, lane=lane)
        until(lambda: len(done) == len(_LANES))

    def _child(self, kind: type[Part]) -> Part:
        found = self.window.findChild(kind)
        assert found is not None, f"the window has no {kind.__name__}"
        return found

    def show_page(self, name: str) -> QDialog:
        """A page of the preferences."""
        self.trigger("preferences")
        dialog = self.dialog("preferencesDialog")
        pages = self.find(QStackedWidget, "preferencesStack")
        row = pages.indexOf(self.find(QWidget, f"{name}Page"))
        self.find(QListWidget, "preferencesPages").setCurrentRow(row)
        if name == "models":
            until(lambda: bool(dialog.findChildren(ModelRow)))
        wait_until_still(dialog)
        return dialog

    def use_model(self, model_id: str) -> None:
        dialog = self.show_page("models")
        for row in dialog.findChildren(ModelRow):
            if row.model == model_id:
                button = row.findChild(QAbstractButton, "useModelButton")
                assert button is not None
                button.click()
        dialog.close()

    def close(self) -> None:
        self.window.close()
        QApplication.processEvents()

    # Saving

    def shoot(self, name: str, suffix: str = ".png") -> None:
        """Save the window."""
        save(wait_until_still(self.window), self._out / f"{name}{suffix}")

    def shoot_dialog(self, name: str, file: str = "") -> None:
        """Save a dialog, and close it."""
        self.shoot_widget(self.dialog(name), file or name)

    def shoot_widget(self, widget: QWidget, file: str) -> None:
        save(wait_until_still(widget), self._out / f"{file}.png")
        widget.close()
        wait_until_still(self.window)

    def shoot_modal(self, act: Callable[[], None], file: str) -> None:
        """Save a dialog that blocks the code that opens it, and close it.

        Raises:
            AssertionError: It did not open, or did not come to rest. An error raised inside its
                event loop would be printed only, and the dialog would stay open forever.
        """
        pictures: list[QImage] = []
        errors: list[AssertionError] = []
        timer = QTimer()
        timer.setInterval(_PAUSE_MS)

        def take() -> None:
            dialog = QApplication.activeModalWidget()
            if not isinstance(dialog, QDialog):
                return
            timer.stop()
            try:
                pictures.append(wait_until_still(dialog))
            except AssertionError as error:
                errors.append(error)
            dialog.reject()

        timer.timeout.connect(take)
        timer.start()
        act()
        timer.stop()
        for error in errors:
            raise error
        assert pictures, f"no dialog opened for {file}"
        save(pictures[0], self._out / f"{file}.png")

    def shoot_menu(self, file: str, menu: QMenu, at: QPoint) -> None:
        """Save the window with a menu on it.

        Args:
            file: What the picture is called.
            menu: Opened already, or to be.
            at: Where its outer corner is in the window.
        """
        if not menu.isVisible():
            menu.popup(self.window.mapToGlobal(at))
        first = menu.actions()[0]
        menu.setActiveAction(first)
        picture, over = wait_until_still(self.window), wait_until_still(menu)
        if menu.isRightToLeft():
            at = QPoint(at.x() - menu.width(), at.y())
        painter = QPainter(picture)
        painter.drawImage(at, over)
        painter.end()
        menu.close()
        save(picture, self._out / f"{file}.png")

    def middle_of(self, view: QAbstractItemView, row: int) -> QPoint:
        """The middle of a row of a view, in the window."""
        cell = view.visualRect(view.model().index(row, 0))
        return view.viewport().mapTo(self.window, cell.center())


def wait_until_still(widget: QWidget) -> QImage:
    """Let everything run until the widget looks the same a few times in a row."""
    deadline = time.monotonic() + _PATIENCE_S
    looks = [widget.grab().toImage()]
    while len(looks) < _SAME_LOOKS or any(look != looks[-1] for look in looks[-_SAME_LOOKS:]):
        assert time.monotonic() < deadline, "the window does not come to rest"
        pause()
        looks.append(widget.grab().toImage())
    return looks[-1]


def pause() -> None:
    """Let everything run for a moment."""
    loop = QEventLoop()
    QTimer.singleShot(_PAUSE_MS, loop.quit)
    loop.exec()


def until(condition: Callable[[], bool]) -> None:
    """Let everything run until something is so."""
    deadline = time.monotonic() + _PATIENCE_S
    while not condition():
        assert time.monotonic() < deadline, "what is waited for does not come"
        pause()


def save(picture: QImage, target: Path) -> None:
    assert picture.save(os.fspath(target), quality=90), f"cannot write {target}"
    print(target, flush=True)
