"""The viewer: one picture as large as the window allows, and what belongs around it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from picseek.engine.types import PictureDetails, PictureRow
from picseek.ui.grid.results_model import PICTURE_ROLE, ResultsModel, file_name
from picseek.ui.images.thumbnail_loader import ThumbnailLoader
from picseek.ui.qt_guard import guarded, nothing
from picseek.ui.style.icons import icon
from picseek.ui.text import wording
from picseek.ui.viewer.actions import ViewerActions
from picseek.ui.viewer.bar import ViewerBar
from picseek.ui.viewer.canvas import Canvas
from picseek.ui.viewer.display import Display, Sources
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
"""Neighbours to decode, in the direction one goes."""

_ZOOM_STEP = 1.25
_PAN_SHARE = 0.2
_DETAILS_MS = 120


class ViewerPage(QWidget):
    """Shows the results one by one.

    Attributes:
        commands: All that can be done here.
        position: Which result is looked at.
        canvas: Where it is drawn.
        display: What is drawn there.

    Signals:
        left: Back to the results is wanted.
        details_wanted: A picture's id: answer with `show_details` or `show_no_details`.
        menu_wanted: An empty QMenu about to be shown, to be filled.
    """

    left = Signal()
    details_wanted = Signal(object)
    menu_wanted = Signal(object)

    def __init__(
        self,
        model: ResultsModel,
        sources: Sources,
        strip_thumbnails: ThumbnailLoader,
        question: Callable[[], str],
        explaining: Explanations,
        parent: QWidget | None = None,
    ) -> None:
        """Args: question: Tells what was searched for; ``""``: nothing."""
        super().__init__(parent)
        self.setObjectName("viewer")
        self.setAccessibleName(self.tr("Viewer"))
        self._model = model
        self._player = sources.player
        self._question = question
        self._way = 1
        self._bare = False
        self._turns_itself = False
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
        self._why = MatchOutlines(self.canvas, explaining, self.commands.where, self.tell, self)
        self._details_soon = QTimer(self, singleShot=True, interval=_DETAILS_MS)
        self._details_soon.timeout.connect(self._ask_details)
        self._lay_out()
        self._enable_play()
        self._connect_parts()
        self._connect_commands()
        # Not the page's, for then Space would press no button.
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
        self._why.changed.connect(self._show_info)

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
                (commands.full_size, lambda: canvas.set_scale(1.0)),
                (commands.larger, lambda: canvas.zoom(_ZOOM_STEP)),
                (commands.smaller, lambda: canvas.zoom(1 / _ZOOM_STEP)),
                (commands.turn_left, lambda: self.display.turn(-1)),
                (commands.turn_right, lambda: self.display.turn(1)),
                (commands.pan_up, lambda: self._pan(0, 1)),
                (commands.pan_down, lambda: self._pan(0, -1)),
                (commands.pan_left, lambda: self._pan(1, 0)),
                (commands.pan_right, lambda: self._pan(-1, 0)),
                (commands.play, self._player.toggle),
            )
        )
        commands.info.toggled.connect(self._on_info)
        commands.strip.toggled.connect(self._show_parts)

    # What is looked at

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
        """Whether a slide show goes on, which can be held."""
        return self._turns_itself

    @slide_show_running.setter
    def slide_show_running(self, turns: bool) -> None:
        self._turns_itself = turns
        self._enable_play()

    def go(self, row: int) -> None:
        """Look at a row of the results, or the nearest there is."""
        self._way = -1 if row < self.position.row else 1
        self.position.go(row)

    def step(self, rows: int) -> None:
        """Look at a later result, or an earlier one by a negative number; not past the ends."""
        row = self.position.row_after(rows)
        if row >= 0:
            self._way = -1 if rows < 0 else 1
            self.position.go(row)

    def tell(self, message: str) -> None:
        """Say something in a few words."""
        if self._bare:
            self._toast.show_message(message)
        else:
            self._bar.tell(message)

    def leave(self) -> None:
        """Look at nothing, and give the memory back."""
        self.position.leave()
        self.display.leave()
        self._why.look_at(-1, read=False)
        self._details = None
        self._details_soon.stop()

    def show_details(self, picture_id: int, details: PictureDetails) -> None:
        """Show what the camera wrote, if that picture is still looked at."""
        picture = self.display.picture
        if picture is not None and picture.id == picture_id:
            self._details = details
            self._show_info()

    def show_no_details(self, picture_id: int, reason: str) -> None:
        """Tell why it is not known what the camera wrote."""
        picture = self.display.picture
        if picture is not None and picture.id == picture_id:
            self._info.show_row(picture, self._match(), reason)

    # Changes

    def _on_moved(self) -> None:
        self._details = None
        self._strip.set_row(self.position.row)
        self._show_current()

    def _on_shifted(self) -> None:
        self._strip.set_row(self.position.row)
        self._show_current()

    def _show_current(self) -> None:
        """Show the picture of the row; if it is not known yet, this is called again."""
        row = self.position.row
        picture = self._picture_at(row)
        if row < 0 or picture is None:
            return
        around = (self.position.row_after(self._way * step) for step in _AHEAD)
        neighbours = [self._picture_at(each) for each in around]
        self.display.show(picture, [each for each in neighbours if each is not None])
        place = self.tr("{} of {}").format(
            wording.number(row + 1), wording.number(self.position.count)
        )
        self._bar.show_name(file_name(picture), place)
        self.canvas.setAccessibleName(f"{file_name(picture)}, {place}")
        self._why.look_at(picture.id, read=self._info.isVisibleTo(self))
        self._show_info()
        if self._details is None and self._info.isVisibleTo(self):
            self._details_soon.start()

    def _picture_at(self, row: int) -> PictureRow | None:
        if not 0 <= row < self.position.count:
            return None
        picture = self._model.index(row).data(PICTURE_ROLE)
        return picture if isinstance(picture, PictureRow) else None

    def _show_zoom(self) -> None:
        shown = not self.canvas.image.isNull() and not self.canvas.message[0]
        percent = round(100 * self.canvas.placement.actual_scale)
        self._bar.show_zoom(self.tr("{} %").format(percent) if shown else "", self.display.note)
        self.canvas.setAccessibleDescription(" ".join(filter(None, self.canvas.message)))

    def _on_playing(self, playing: bool) -> None:
        self._bar.show_playing(can_play=self._player.loaded)
        self.commands.play.setIcon(icon("pause" if playing else "play"))
        self._enable_play()

    def _enable_play(self) -> None:
        self.commands.play.setEnabled(self._player.loaded or self._turns_itself)

    def _toggle_zoom(self, at: QPointF) -> None:
        if self.canvas.placement.scale is None:
            self.canvas.set_scale(1.0, at)
        else:
            self.canvas.fit()

    def _pan(self, across: int, down: int) -> None:
        self.canvas.pan(
            across * _PAN_SHARE * self.canvas.width(), down * _PAN_SHARE * self.canvas.height()
        )

    # What stands around

    def _show_parts(self) -> None:
        self._bar.setVisible(not self._bare)
        self._strip.setVisible(not self._bare and self.commands.strip.isChecked())
        self._info.setVisible(self.commands.info.isChecked())

    def _on_info(self) -> None:
        self._show_parts()
        if self.display.picture is not None:
            self._why.look_at(self.display.picture.id, read=self._info.isVisibleTo(self))
        self._show_info()
        if self._details is None and self._info.isVisibleTo(self):
            self._ask_details()

    def _ask_details(self) -> None:
        if self.display.picture is not None:
            self.details_wanted.emit(self.display.picture.id)

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
        reason = self._why.reason
        seen = reason.explanation.seen if reason is not None else ()
        return Match(self._question(), row, self.position.count, seen)

    # Qt's side

    @guarded(nothing)
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """A menu of what can be done with the picture and with its look."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.menu_wanted.emit(menu)
        self.commands.fill_shortly(menu)
        menu.popup(event.globalPos())
