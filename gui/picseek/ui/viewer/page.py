"""The viewer page: a canvas with a toolbar, an information panel and a filmstrip."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from picseek.engine.types import PictureDetails
from picseek.ui.grid.results_model import ResultsModel, file_name
from picseek.ui.images.thumbnail_loader import ThumbnailLoader
from picseek.ui.qt_guard import guarded, nothing
from picseek.ui.style.icons import icon
from picseek.ui.text import wording
from picseek.ui.viewer.actions import ViewerActions
from picseek.ui.viewer.bar import ViewerBar
from picseek.ui.viewer.canvas import Canvas
from picseek.ui.viewer.display import Display, ImageSources
from picseek.ui.viewer.explanations import Explanations
from picseek.ui.viewer.info import InfoPanel
from picseek.ui.viewer.info_text import Match
from picseek.ui.viewer.match_outlines import MatchOutlines
from picseek.ui.viewer.position import Position
from picseek.ui.viewer.strip import FilmStrip
from picseek.ui.viewer.toast import Toast

if TYPE_CHECKING:
    from PySide6.QtGui import QContextMenuEvent

_AHEAD = (1, 2, -1)
"""Neighbours to decode, in the direction of travel."""

_ZOOM_STEP = 1.25
_PAN_SHARE = 0.2
_DETAILS_MS = 120


class ViewerPage(QWidget):
    """Shows the results one by one.

    Attributes:
        commands: The viewer's actions.
        position: The current result.
        canvas: Draws the picture.
        display: Shows pictures on the canvas.

    Signals:
        left: The user wants to return to the results.
        details_requested: The id of a picture; answer with `show_details` or `show_details_error`.
        menu_requested: An empty context menu, to be filled.
    """

    left = Signal()
    details_requested = Signal(object)
    menu_requested = Signal(object)

    def __init__(
        self,
        model: ResultsModel,
        sources: ImageSources,
        strip_thumbnails: ThumbnailLoader,
        query: Callable[[], str],
        explanations: Explanations,
        parent: QWidget | None = None,
    ) -> None:
        """Args: query: Returns the search text, or ``""``."""
        super().__init__(parent)
        self.setObjectName("viewer")
        self.setAccessibleName(self.tr("Viewer"))
        self._player = sources.player
        self._query = query
        self._direction = 1
        self._bare = False
        self._slide_show_running = False
        self._info_before = False
        self._details: PictureDetails | None = None
        self.commands = ViewerActions(self)
        self.position = Position(model, self)
        self.canvas = Canvas()
        self.canvas.setObjectName("viewerCanvas")
        self.display = Display(self.canvas, sources)
        self._bar = ViewerBar(self.commands)
        self._strip = FilmStrip(model, strip_thumbnails)
        self._strip.setObjectName("viewerStrip")
        self._info = InfoPanel()
        self._toast = Toast(self)
        self._outlines = MatchOutlines(
            self.canvas, explanations, self.commands.show_match, self.show_message, self
        )
        self._details_timer = QTimer(self, singleShot=True, interval=_DETAILS_MS)
        self._details_timer.timeout.connect(self._request_details)
        self._lay_out()
        self._enable_play()
        self._connect_parts()
        self._connect_commands()
        # On the canvas only: elsewhere Space presses buttons.
        space = QShortcut(QKeySequence("Space"), self.canvas)
        space.setContext(Qt.ShortcutContext.WidgetShortcut)
        space.activated.connect(self.commands.play.trigger)

    def _lay_out(self) -> None:
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self.canvas, 1)
        middle.addWidget(self._info)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._bar)
        column.addLayout(middle, 1)
        column.addWidget(self._strip)
        self.commands.strip.setChecked(True)
        self._show_parts()

    def _connect_parts(self) -> None:
        position = self.position
        position.moved.connect(self._on_moved)
        position.shifted.connect(self._on_shifted)
        position.loaded.connect(self._show_current)
        position.emptied.connect(self.left)
        self._strip.chosen.connect(self.go)
        self.canvas.placed.connect(self._show_zoom)
        self.canvas.double_clicked.connect(self._toggle_zoom)
        self.display.changed.connect(self._show_zoom)
        self._player.playing_changed.connect(self._on_playing)
        self._outlines.changed.connect(self._show_info)

    def _connect_commands(self) -> None:
        commands, canvas = self.commands, self.canvas
        commands.bind(
            (
                (commands.back, self.left.emit),
                (commands.next, lambda: self.step(1)),
                (commands.previous, lambda: self.step(-1)),
                (commands.right, lambda: self.step(-1 if self.isRightToLeft() else 1)),
                (commands.left, lambda: self.step(1 if self.isRightToLeft() else -1)),
                (commands.first, lambda: self.go(self.position.first)),
                (commands.last, lambda: self.go(self.position.last)),
                (commands.fit, canvas.fit),
                (commands.actual_size, lambda: canvas.set_scale(1.0)),
                (commands.zoom_in, lambda: canvas.zoom(_ZOOM_STEP)),
                (commands.zoom_out, lambda: canvas.zoom(1 / _ZOOM_STEP)),
                (commands.rotate_left, lambda: self.display.turn(-1)),
                (commands.rotate_right, lambda: self.display.turn(1)),
                (commands.pan_up, lambda: self._pan(0, 1)),
                (commands.pan_down, lambda: self._pan(0, -1)),
                (commands.pan_left, lambda: self._pan(1, 0)),
                (commands.pan_right, lambda: self._pan(-1, 0)),
                (commands.play, self._player.toggle),
            )
        )
        commands.info.toggled.connect(self._on_info)
        commands.strip.toggled.connect(self._show_parts)

    # The current picture

    @property
    def bare(self) -> bool:
        """Whether only the picture is shown, as in full screen."""
        return self._bare

    @bare.setter
    def bare(self, bare: bool) -> None:
        self._bare = bare
        info = self.commands.info
        if bare:
            self._info_before = info.isChecked()
        info.setChecked(self._info_before and not bare)
        self.canvas.set_cursor_auto_hide(bare)
        self._show_parts()

    @property
    def slide_show_running(self) -> bool:
        """Whether a slide show is running, which can be paused."""
        return self._slide_show_running

    @slide_show_running.setter
    def slide_show_running(self, running: bool) -> None:
        self._slide_show_running = running
        self._enable_play()

    def go(self, row: int) -> None:
        """Show a row of the results, or the nearest existing one."""
        self._direction = -1 if row < self.position.row else 1
        self.position.go(row)

    def step(self, rows: int) -> None:
        """Move by rows, not past the ends."""
        row = self.position.row_after(rows)
        if row >= 0:
            self._direction = -1 if rows < 0 else 1
            self.position.go(row)

    def show_message(self, message: str) -> None:
        """Show a short message for a moment."""
        if self._bare:
            self._toast.show_message(message)
        else:
            self._bar.show_message(message)

    def leave(self) -> None:
        """Show nothing, and free the memory."""
        self.position.leave()
        self.display.leave()
        self._outlines.set_picture(-1, in_text=False)
        self._details = None
        self._details_timer.stop()

    def show_details(self, picture_id: int, details: PictureDetails) -> None:
        """Show details from the file, if the picture is still current."""
        picture = self.display.picture
        if picture is not None and picture.id == picture_id:
            self._details = details
            self._show_info()

    def show_details_error(self, picture_id: int, error: str) -> None:
        """Show why the file could not be read, if the picture is still current."""
        picture = self.display.picture
        if picture is not None and picture.id == picture_id:
            self._info.show_row(picture, self._match(), error)

    # Changes

    def _on_moved(self) -> None:
        self._details = None
        self._strip.set_row(self.position.row)
        self._show_current()

    def _on_shifted(self) -> None:
        self._strip.set_row(self.position.row)
        self._show_current()

    def _show_current(self) -> None:
        """Show the current row's picture; called again when the row is fetched."""
        row = self.position.row
        picture = self.position.picture_at(row)
        if row < 0 or picture is None:
            return
        around = (self.position.row_after(self._direction * step) for step in _AHEAD)
        neighbours = [self.position.picture_at(each) for each in around]
        self.display.show(picture, [each for each in neighbours if each is not None])
        position_text = self.tr("{} of {}").format(
            wording.number(row + 1), wording.number(self.position.count)
        )
        self._bar.show_name(file_name(picture), position_text)
        self.canvas.setAccessibleName(f"{file_name(picture)}, {position_text}")
        self._outlines.set_picture(picture.id, in_text=self._info.isVisibleTo(self))
        self._show_info()
        if self._details is None and self._info.isVisibleTo(self):
            self._details_timer.start()

    def _show_zoom(self) -> None:
        shown = not self.canvas.image.isNull() and not self.canvas.message[0]
        percent = round(100 * self.canvas.placement.actual_scale)
        self._bar.show_zoom(self.tr("{}%").format(percent) if shown else "", self.display.note)
        self.canvas.setAccessibleDescription(" ".join(filter(None, self.canvas.message)))

    def _on_playing(self, playing: bool) -> None:
        self._bar.show_playing(can_play=self._player.loaded)
        self.commands.play.setIcon(icon("pause" if playing else "play"))
        self._enable_play()

    def _enable_play(self) -> None:
        self.commands.play.setEnabled(self._player.loaded or self._slide_show_running)

    def _toggle_zoom(self, at: QPointF) -> None:
        if self.canvas.placement.scale is None:
            self.canvas.set_scale(1.0, at)
        else:
            self.canvas.fit()

    def _pan(self, across: int, down: int) -> None:
        self.canvas.pan(
            across * _PAN_SHARE * self.canvas.width(), down * _PAN_SHARE * self.canvas.height()
        )

    # Parts around the canvas

    def _show_parts(self) -> None:
        self._bar.setVisible(not self._bare)
        self._strip.setVisible(not self._bare and self.commands.strip.isChecked())
        self._info.setVisible(self.commands.info.isChecked())

    def _on_info(self) -> None:
        self._show_parts()
        if self.display.picture is not None:
            self._outlines.set_picture(
                self.display.picture.id, in_text=self._info.isVisibleTo(self)
            )
        self._show_info()
        if self._details is None and self._info.isVisibleTo(self):
            self._request_details()

    def _request_details(self) -> None:
        if self.display.picture is not None:
            self.details_requested.emit(self.display.picture.id)

    def _show_info(self) -> None:
        picture = self.display.picture
        if picture is None or not self._info.isVisibleTo(self):
            return
        if self._details is None:
            self._info.show_row(picture, self._match())
        else:
            self._info.show_details(picture, self._match(), self._details)

    def _match(self) -> Match:
        row = self.position.row
        reason = self._outlines.reason
        seen = reason.explanation.seen if reason is not None else ()
        return Match(self._query(), row, self.position.count, seen)

    # Qt overrides

    @guarded(nothing)
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.menu_requested.emit(menu)
        self.commands.fill_context_menu(menu)
        menu.popup(event.globalPos())
