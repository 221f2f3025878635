"""Pictures of the real window on the sample pictures, to look at and for the README.

    python -m tests.screenshots OUT_DIR

Draws the samples, indexes them as the program does, opens the window offscreen and saves each
thing a user sees. No test: it is for eyes.
"""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from PySide6.QtCore import QEventLoop, QItemSelectionModel, Qt, QTimer
from PySide6.QtGui import QAction, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QDialog,
    QLineEdit,
    QListWidget,
    QMainWindow,
    QStackedWidget,
    QWidget,
)

from picseek.demo import draw_samples
from picseek.engine.library import Library
from picseek.ui.app import create_main_window
from tests.cohere_server import KEY, StandIn

SIZE = (1180, 780)
PATIENCE_SECONDS = 30.0


Part = TypeVar("Part", bound=QWidget)


class Photographer:
    """Uses one window through its object names, and saves how it looks."""

    def __init__(self, library: Path, out: Path) -> None:
        self._out = out
        self.window: QMainWindow = create_main_window(library)
        self.window.resize(*SIZE)
        self.window.show()
        settle(self.window)

    def find(self, kind: type[Part], name: str) -> Part:
        part = self.window.findChild(kind, name)
        assert part is not None, f"the window has no {name}"
        return part

    def shoot(self, name: str, query: str | None = None, suffix: str = ".png") -> None:
        """Type a query, if one is given, and save the window."""
        if query is not None:
            self.find(QLineEdit, "searchBox").setText(query)
        save(settle(self.window), self._out / f"{name}{suffix}")

    def trigger(self, name: str) -> None:
        action = self.window.findChild(QAction, f"{name}Action")
        assert action is not None, f"the window has no {name}Action"
        action.trigger()
        settle(self.window)

    def select_first(self) -> None:
        grid = self.find(QAbstractItemView, "resultGrid")
        first = grid.model().index(0, 0)
        grid.selectionModel().setCurrentIndex(
            first, QItemSelectionModel.SelectionFlag.ClearAndSelect
        )

    def dialog(self, name: str) -> QDialog:
        return self.find(QDialog, name)

    def shoot_dialog(self, name: str, file: str = "") -> None:
        dialog = self.dialog(name)
        save(settle(dialog), self._out / f"{file or name}.png")
        dialog.close()
        settle(self.window)

    def show_page(self, name: str) -> None:
        self.trigger("preferences")
        pages = self.find(QStackedWidget, "preferencesStack")
        row = pages.indexOf(self.find(QWidget, f"{name}Page"))
        self.find(QListWidget, "preferencesPages").setCurrentRow(row)

    def shoot_page(self, name: str, file: str) -> None:
        self.show_page(name)
        self.shoot_dialog("preferencesDialog", file)

    def use_model(self, title: str) -> None:
        self.show_page("models")
        dialog = self.dialog("preferencesDialog")
        settle(dialog)
        for button in dialog.findChildren(QAbstractButton, "useModelButton"):
            if button.accessibleName() == f"Use {title}":
                button.click()
        dialog.close()
        settle(self.window)

    def wait_for_the_run(self) -> None:
        stop = self.window.findChild(QAction, "stopAction")
        assert stop is not None
        while stop.isEnabled():
            settle(self.window)

    def ask(self, query: str) -> None:
        box = self.find(QLineEdit, "searchBox")
        box.setText(query)
        QTest.keyClick(box, Qt.Key.Key_Return)

    def click(self, name: str) -> None:
        self.find(QAbstractButton, name).click()
        settle(self.window)

    def choose_appearance(self, value: str) -> None:
        """Light or dark, the way a user chooses it."""
        self.trigger("preferences")
        box = self.dialog("preferencesDialog").findChild(QComboBox, "appearanceBox")
        assert box is not None
        box.setCurrentIndex(box.findData(value))
        self.dialog("preferencesDialog").close()

    def close(self) -> None:
        self.window.close()
        QApplication.processEvents()


def settle(widget: QWidget) -> QImage:
    """Let everything run until the widget looks the same three times in a row."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    looks = [widget.grab().toImage()]
    while len(looks) < 3 or not looks[-1] == looks[-2] == looks[-3]:
        assert time.monotonic() < deadline, "the window does not come to rest"
        loop = QEventLoop()
        QTimer.singleShot(250, loop.quit)
        loop.exec()
        looks.append(widget.grab().toImage())
    return looks[-1]


def save(picture: QImage, target: Path) -> None:
    assert picture.save(os.fspath(target), quality=90), f"cannot write {target}"
    print(target)


def index_samples(folder: Path, library: Path) -> None:
    draw_samples(folder)
    opened = Library.open(library)
    try:
        opened.index([folder])
    finally:
        opened.close()


def add_damaged_files(folder: Path) -> None:
    damaged = folder / "Damaged"
    damaged.mkdir()
    (damaged / "empty.jpg").touch()
    (damaged / "no picture at all.png").write_text("only words")
    whole = (folder / "Outdoors" / "red barn.jpg").read_bytes()
    (damaged / "half.jpg").write_bytes(whole[: len(whole) // 9])


def take_all(folder: Path, library: Path, out: Path) -> None:
    """Every state of the window worth looking at."""
    empty = Photographer(library.with_name("empty"), out)
    empty.shoot("empty")
    empty.close()

    index_samples(folder, library)
    window = Photographer(library, out)
    window.choose_appearance("light")
    window.shoot("browse")
    window.shoot("main", "red", ".webp")  # README's, kept in resources/screenshots
    take_searches(window)
    window.choose_appearance("dark")
    window.shoot("dark-browse", "")
    window.shoot("dark-search", "dark blue")
    add_damaged_files(folder)
    window.trigger("rescan")
    window.find(QAbstractButton, "problemsButton").click()
    window.shoot_dialog("problemsDialog")
    window.trigger("preferences")
    window.shoot_dialog("preferencesDialog")
    window.window.resize(560, 460)
    window.shoot("small")
    window.close()
    with StandIn() as service:
        os.environ.update(CO_API_URL=service.url, CO_API_KEY=KEY, NO_PROXY="127.0.0.1")
        take_cohere(library, out)


def take_searches(window: Photographer) -> None:
    window.shoot("search-tone", "black and white")
    window.shoot("search-date", "march 2019")
    window.shoot("search-unknown-word", "orange sunset")
    window.shoot("search-nothing", "xylophone")
    window.shoot("search-two", "blue and green")
    window.select_first()
    window.shoot("selected")
    window.trigger("similar")
    window.shoot("similar")
    window.find(QAbstractButton, "removeLikeButton").click()


def take_cohere(library: Path, out: Path) -> None:
    """All about sending pictures away, to a stand-in on this computer."""
    window = Photographer(library, out)
    for appearance in ("light", "dark"):
        window.choose_appearance(appearance)
        for page in ("models", "cohere"):
            window.shoot_page(page, f"{appearance}-{page}")
        window.use_model("Cohere Embed 4")
        window.shoot_dialog("sendDialog", f"{appearance}-send")  # closing it means: not now
        window.shoot(f"{appearance}-not-now")
        if appearance == "light":
            window.use_model("Basic (built in)")
    window.click("bannerAction")
    window.click("sendButton")
    window.wait_for_the_run()
    window.ask("red")
    window.shoot("compare")
    window.trigger("sent")
    window.shoot_dialog("sentDialog")
    window.close()


def main() -> None:
    out = Path(sys.argv[1]).absolute()
    out.mkdir(parents=True, exist_ok=True)
    app = QApplication(["picseek"])
    app.setCursorFlashTime(0)  # a blinking caret would never come to rest
    with TemporaryDirectory() as scratch:
        take_all(Path(scratch) / "Pictures", Path(scratch) / "library", out)
    app.quit()


if __name__ == "__main__":
    main()
