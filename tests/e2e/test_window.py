"""The real window on a real library, driven through the names it promises and nothing else."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, QModelIndex, QObject, QPointF, Qt, QUrl
from PySide6.QtGui import QAction, QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QLabel,
    QLineEdit,
    QMainWindow,
    QProgressBar,
    QPushButton,
    QWidget,
)

from picseek.engine.library import Library
from picseek.ui.app import create_main_window
from tests.e2e.program import Program

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

    def settle_in(self) -> None:
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
        self._has_run = False
        self.action("stopAction").changed.connect(self._on_run)

    @property
    def names(self) -> list[str]:
        model = self.grid.model()
        rows = range(model.rowCount(QModelIndex()))
        paths = [model.index(row, 0).data(Qt.ItemDataRole.UserRole) for row in rows]
        assert all(os.path.isabs(path) for path in paths)  # noqa: PTH117
        return [Path(path).name for path in paths]

    def until(self, condition: Callable[[], bool]) -> None:
        self.qtbot.waitUntil(condition, timeout=20_000)

    def sees(self, *names: str) -> None:
        self.until(lambda: self._answered and self.names[: len(names)] == list(names))

    def sees_in_any_order(self, *names: str) -> None:
        first = len(names)
        self.until(lambda: self._answered and sorted(self.names[:first]) == sorted(names))

    def leave(self) -> None:
        self.window.close()
        self.window.deleteLater()


@pytest.fixture
def photos(tmp_path: Path) -> Path:
    folder = tmp_path / "photos"
    folder.mkdir()
    for name, colour in COLOURS.items():
        Image.new("RGB", (200, 150), colour).save(folder / f"DSC_{name[0]}.jpg")
    return folder


@pytest.fixture
def person(qtbot: QtBot, tmp_path: Path) -> Iterator[Person]:
    person = Person(qtbot, tmp_path / "library")
    person.until(person.part(QPushButton, "chooseFolderButton").isVisible)
    yield person
    person.leave()


def test_from_an_empty_window_to_the_picture_described(person: Person, photos: Path) -> None:
    person.drop(photos)
    person.until(lambda: len(person.names) == 3)
    for name in COLOURS:
        person.ask(name)
        person.sees(f"DSC_{name[0]}.jpg")
    person.ask("")
    person.sees_in_any_order(*(f"DSC_{name[0]}.jpg" for name in COLOURS))


def test_more_like_this_and_copying_a_path(person: Person, photos: Path) -> None:
    Image.new("RGB", (210, 150), (22, 58, 190)).save(photos / "other.jpg")
    person.drop(photos)
    person.until(lambda: len(person.names) == 4)
    row = person.names.index("DSC_b.jpg")
    person.grid.setCurrentIndex(person.grid.model().index(row, 0))
    person.action("copyPathAction").trigger()
    person.until(lambda: QGuiApplication.clipboard().text() == os.fspath(photos / "DSC_b.jpg"))
    person.expect_answer()
    person.action("similarAction").trigger()
    person.sees_in_any_order("DSC_b.jpg", "other.jpg")


def test_damaged_files_become_problems_and_trying_again_mends_them(
    person: Person, photos: Path
) -> None:
    broken = photos / "broken.jpg"
    broken.write_bytes((photos / "DSC_r.jpg").read_bytes()[:400])
    person.drop(photos)
    button = person.part(QWidget, "problemsButton")
    person.until(button.isVisible)
    person.until(lambda: len(person.names) == 3)
    shutil.copy(photos / "DSC_g.jpg", broken)
    person.action("rescanAction").trigger()
    person.until(lambda: not button.isVisible())


def test_pictures_can_be_found_while_others_are_indexed(person: Person, photos: Path) -> None:
    for number in range(300):
        Image.effect_noise((400, 300), 60).save(photos / f"{number}.png")
    person.drop(photos)
    progress = person.part(QProgressBar, "indexProgress")
    person.until(progress.isVisible)
    person.until(lambda: len(person.names) > 0)
    person.action("pauseAction").trigger()
    person.ask("png")
    person.until(lambda: len(person.names) > 0)
    person.action("pauseAction").trigger()
    person.until(lambda: not progress.isVisible())
    person.ask("")
    person.until(lambda: len(person.names) == 303)


def test_closing_midway_loses_nothing(qtbot: QtBot, tmp_path: Path, photos: Path) -> None:
    for number in range(300):
        Image.effect_noise((400, 300), 60).save(photos / f"{number}.png")
    first = Person(qtbot, tmp_path / "library")
    first.until(first.part(QPushButton, "chooseFolderButton").isVisible)
    first.drop(photos)
    first.until(lambda: len(first.names) > 0)
    first.leave()
    second = Person(qtbot, tmp_path / "library")
    second.until(lambda: len(second.names) == 303)
    second.leave()


def test_the_window_and_the_command_line_share_a_library(
    person: Person, photos: Path, tmp_path: Path
) -> None:
    person.drop(photos)
    person.until(lambda: len(person.names) == 3)
    program = Program(tmp_path / "library")
    found = program.run("search", "red", "--json")
    assert [Path(hit["path"]).name for hit in found.json["hits"]] == ["DSC_r.jpg"]
    assert program.run("index", photos).code == 3


def test_a_window_on_a_library_in_use_says_so(qtbot: QtBot, tmp_path: Path, photos: Path) -> None:
    library = Library.open(tmp_path / "library")
    library.index([photos])
    second = Person(qtbot, tmp_path / "library")

    def says_it() -> bool:
        labels = second.window.findChildren(QLabel)
        return any("Another Picseek" in label.text() for label in labels if label.isVisible())

    second.until(says_it)
    second.leave()
    library.close()
