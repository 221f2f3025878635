"""A window whose viewer can be used."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from picseek.ui.viewer.canvas import Canvas
from picseek.ui.viewer.page import ViewerPage
from picseek.ui.viewer.picture_source import PictureSource
from picseek.ui.viewer.quick_look import QuickLook
from picseek.ui.viewer.slide_show import SlideShow
from tests.support.ui.desk import Desk
from tests.support.ui.fake_library import draw_pictures


class Gallery:
    """A desk with five pictures, and what a person does in its viewer."""

    NAMES = ("a.jpg", "b.jpg", "c.jpg", "d.jpg", "e.jpg")

    def __init__(self, desk: Desk, folder: Path) -> None:
        self.desk = desk
        self.files = {file.name: file for file in draw_pictures(folder, *self.NAMES)}

    def open(self) -> None:
        """Show the window; the grid has the newest first: e, d, c, b, a."""
        self.desk.library.put(*self.files.values())
        self.desk.library.remember(*{file.parent for file in self.files.values()})
        self.desk.open()
        self.desk.until(lambda: len(self.desk.names()) == len(self.files))

    @property
    def page(self) -> ViewerPage:
        return self.desk.child(ViewerPage, "viewer")

    @property
    def canvas(self) -> Canvas:
        return self.page.canvas

    @property
    def look(self) -> QuickLook:
        return self.desk.child(QuickLook, "quickLook")

    @property
    def slide_show(self) -> SlideShow:
        return self.desk.child(SlideShow, "slideShow")

    @property
    def decoded(self) -> PictureSource:
        return self.desk.child(PictureSource, "viewerPictures")

    def view(self, name: str) -> None:
        """Press Enter on a picture in the grid, and wait until it is seen."""
        self.view_at(self.desk.names().index(name))
        self.until_sharp(name)

    def view_at(self, row: int) -> None:
        """Press Enter on a row of the results."""
        grid = self.desk.grid
        grid.setFocus()
        grid.setCurrentIndex(grid.model().index(row, 0))
        QTest.keyClick(grid, Qt.Key.Key_Return)

    def press(
        self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> None:
        """Press a key in the viewer."""
        QTest.keyClick(self.canvas, key, modifier)

    def until_sharp(self, name: str) -> None:
        """Wait until a picture is seen as sharp as can be."""
        self.desk.until(lambda: self.page.display.sharp and self.shown() == name)

    def until_message(self, part: str) -> None:
        """Wait for a message in place of a picture."""
        self.desk.until(lambda: part in " ".join(self.canvas.message))

    def shown(self) -> str:
        """The name of what is looked at."""
        return self.desk.text("viewerName")

    def is_open(self) -> bool:
        return self.page.isVisible()


@pytest.fixture
def gallery(desk: Desk, tmp_path: Path) -> Gallery:
    """Not opened yet, so that pictures can be added to its files."""
    return Gallery(desk, tmp_path / "my photos")
