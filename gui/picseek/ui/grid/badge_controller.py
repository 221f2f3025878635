"""Finds out what there is to say of the pictures on screen, and lists the places of one."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QObject, QPoint, Qt, Signal
from PySide6.QtWidgets import QMenu

from picseek.engine.types import PictureBadges, PictureLocation
from picseek.ui.base.tasks import Lane, Task
from picseek.ui.desktop import open_and_reveal as desktop
from picseek.ui.grid.badges import Badge
from picseek.ui.text.displayable import displayable

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtGui import QFontMetrics

    from picseek.ui.base.session import Session
    from picseek.ui.commands.window import Commands
    from picseek.ui.desktop.file_manager import FileManager
    from picseek.ui.grid.delegate import GridDelegate
    from picseek.ui.grid.view import GridView

_KEPT = 20_000
_WIDEST = 520


class MarksController(QObject):
    """Asks the disk about what is on screen, on a lane of its own: a drive may not answer.

    Signals:
        told: What is wrong with a file, in a sentence.
    """

    told = Signal(str)

    def __init__(
        self,
        session: Session,
        grid: GridView,
        delegate: GridDelegate,
        commands: Commands,
        file_manager: FileManager,
    ) -> None:
        super().__init__(grid)
        self._session = session
        self._grid = grid
        self._delegate = delegate
        self._commands = commands
        self._file_manager = file_manager
        self._task: Task | None = None
        self._next: frozenset[int] = frozenset()
        grid.visible.ids_changed.connect(self._look)
        grid.badge_pressed.connect(self._on_badge)
        commands.places.triggered.connect(self.show_places_of_current)

    def look_again(self) -> None:
        """Files may have come or gone."""
        self._delegate.marks.clear()
        self._look(self._grid.visible.ids)

    def show_places(self, picture_id: int, at: QPoint) -> None:
        """Show a menu of all files that hold a picture.

        Args:
            picture_id: The picture.
            at: Where on screen.
        """
        self._session.run(
            lambda library, _task: library.looking.locations(picture_id),
            partial(self._on_places, at),
            lane=Lane.FILES,
        )

    def show_places_of_current(self) -> None:
        """The same for the picture that the keys are at."""
        index = self._grid.currentIndex()
        results = self._grid.content.results
        if index.isValid() and results is not None:
            at = self._grid.visualRect(index).center()
            self.show_places(results.picture_id(index.row()), self._grid.viewport().mapToGlobal(at))

    def _look(self, ids: frozenset[int]) -> None:
        """Ask about the newest of what was shown; what has passed meanwhile is left out."""
        self._next = ids
        if self._task is not None or self._session.library is None or not ids:
            return
        asked, self._next = tuple(self._next), frozenset()
        # What cannot be read gets no badge.
        self._task = self._session.run(
            lambda library, _task: library.looking.badges(asked),
            self._on_marks,
            ended=self._on_end,
            lane=Lane.MARKS,
        )

    def _on_end(self) -> None:
        self._task = None

    def _on_marks(self, found: list[PictureBadges]) -> None:
        marks = self._delegate.marks
        if len(marks) > _KEPT:
            marks.clear()
        for each in found:
            before = marks.get(each.id)
            if each.present and not each.problem and not each.links:
                marks.pop(each.id, None)
            else:
                marks[each.id] = each
            if marks.get(each.id) != before:
                self._grid.visible.update_picture(each.id)
        self._look(self._next)

    def _on_badge(self, index: QModelIndex, badge: Badge, at: QPoint) -> None:
        results = self._grid.content.results
        if results is None:
            return
        self._grid.setCurrentIndex(index)
        if badge is Badge.COPIES:
            on_screen = self._grid.viewport().mapToGlobal(at)
            self.show_places(results.picture_id(index.row()), on_screen)
        elif badge is Badge.PROBLEM:
            self._commands.problems.trigger()
        elif badge is Badge.PARTIAL:
            self.told.emit(self.tr("This picture is incomplete: the end of the file is missing."))
        else:
            self.told.emit(self.tr("This file is unavailable. Its drive may be disconnected."))

    def _on_places(self, at: QPoint, places: list[PictureLocation]) -> None:
        menu = QMenu(self._grid)
        menu.setObjectName("placesMenu")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addSection(self.tr("Copies of this picture"))
        for place in places:
            self._add_place(menu, place)
        menu.popup(at)

    def _add_place(self, menu: QMenu, place: PictureLocation) -> None:
        words = _shown_path(place.path, self._grid.fontMetrics())
        if not place.present:
            words = self.tr("{} (unavailable)").format(words)
        inner = menu.addMenu(words.replace("&", "&&"))
        inner.setEnabled(place.present)
        opens = inner.addAction(self.tr("&Open"))
        opens.triggered.connect(partial(self._open, place.path))
        reveals = inner.addAction(self.tr("Show in &file manager"))
        reveals.triggered.connect(partial(self._file_manager.reveal, place.path))

    def _open(self, path: Path) -> None:
        if not desktop.open_path(path):
            name = displayable(path)
            self.told.emit(self.tr("No app found that can open {}").format(name))


def _shown_path(path: Path, metrics: QFontMetrics) -> str:
    """A path fit to be shown in a menu: its end matters most."""
    return metrics.elidedText(displayable(path), Qt.TextElideMode.ElideMiddle, _WIDEST)
