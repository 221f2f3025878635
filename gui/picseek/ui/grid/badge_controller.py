"""Reads the badges of the pictures on screen, and lists the files of one picture."""

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

_MAX_BADGES = 20_000
_MAX_PATH_PX = 520


class BadgeController(QObject):
    """Checks files on screen, in the background: a drive may not respond.

    Signals:
        reported: A message about a file.
    """

    reported = Signal(str)

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
        grid.visible.ids_changed.connect(self._read)
        grid.badge_pressed.connect(self._on_badge)
        commands.show_copies.triggered.connect(self.show_copies_of_current)

    def refresh(self) -> None:
        """Read all badges again: files may have been added or removed."""
        self._delegate.badges.clear()
        self._read(self._grid.visible.ids)

    def show_copies(self, picture_id: int, at: QPoint) -> None:
        """Show a menu of all files of a picture.

        Args:
            picture_id: The picture.
            at: Global position of the menu.
        """
        self._session.run(
            lambda library, _task: library.browsing.locations(picture_id),
            partial(self._on_copies, at),
            lane=Lane.FILES,
        )

    def show_copies_of_current(self) -> None:
        """Show the same for the current picture."""
        index = self._grid.currentIndex()
        results = self._grid.content.results
        if index.isValid() and results is not None:
            at = self._grid.visualRect(index).center()
            self.show_copies(results.picture_id(index.row()), self._grid.viewport().mapToGlobal(at))

    def _read(self, ids: frozenset[int]) -> None:
        """Read the badges of pictures; while busy, only the latest request is remembered."""
        self._next = ids
        if self._task is not None or self._session.library is None or not ids:
            return
        requested, self._next = tuple(self._next), frozenset()
        # Errors are ignored: unreadable pictures get no badge.
        self._task = self._session.run(
            lambda library, _task: library.browsing.badges(requested),
            self._on_badges,
            ended=self._on_end,
            lane=Lane.BADGES,
        )

    def _on_end(self) -> None:
        self._task = None

    def _on_badges(self, found: list[PictureBadges]) -> None:
        badges = self._delegate.badges
        if len(badges) > _MAX_BADGES:
            badges.clear()
        for each in found:
            before = badges.get(each.id)
            if each.present and not each.problem and not each.links:
                badges.pop(each.id, None)
            else:
                badges[each.id] = each
            if badges.get(each.id) != before:
                self._grid.visible.update_picture(each.id)
        self._read(self._next)

    def _on_badge(self, index: QModelIndex, badge: Badge, at: QPoint) -> None:
        results = self._grid.content.results
        if results is None:
            return
        self._grid.setCurrentIndex(index)
        if badge is Badge.COPIES:
            on_screen = self._grid.viewport().mapToGlobal(at)
            self.show_copies(results.picture_id(index.row()), on_screen)
        elif badge is Badge.PROBLEM:
            self._commands.problems.trigger()
        elif badge is Badge.PARTIAL:
            self.reported.emit(
                self.tr("This picture is incomplete: the end of the file is missing.")
            )
        else:
            self.reported.emit(self.tr("This file is unavailable. Its drive may be disconnected."))

    def _on_copies(self, at: QPoint, copies: list[PictureLocation]) -> None:
        menu = QMenu(self._grid)
        menu.setObjectName("placesMenu")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addSection(self.tr("Copies of this picture"))
        for each in copies:
            self._add_submenu(menu, each)
        menu.popup(at)

    def _add_submenu(self, menu: QMenu, file: PictureLocation) -> None:
        text = _elided_path(file.path, self._grid.fontMetrics())
        if not file.present:
            text = self.tr("{} (unavailable)").format(text)
        submenu = menu.addMenu(text.replace("&", "&&"))
        submenu.setEnabled(file.present)
        open_action = submenu.addAction(self.tr("&Open"))
        open_action.triggered.connect(partial(self._open, file.path))
        reveal_action = submenu.addAction(self.tr("Show in &file manager"))
        reveal_action.triggered.connect(partial(self._file_manager.reveal, file.path))

    def _open(self, path: Path) -> None:
        if not desktop.open_path(path):
            name = displayable(path)
            self.reported.emit(self.tr("No app found that can open {}").format(name))


def _elided_path(path: Path, metrics: QFontMetrics) -> str:
    return metrics.elidedText(displayable(path), Qt.TextElideMode.ElideMiddle, _MAX_PATH_PX)
