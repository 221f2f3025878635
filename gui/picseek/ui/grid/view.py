"""The grid of pictures: a Qt item view composed of parts."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QPointF,
    QRect,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import (
    QHideEvent,
    QHoverEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QRegion,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QStyleOptionViewItem, QWidget

from picseek.engine.types import PictureRow
from picseek.ui.grid.badges import Badge
from picseek.ui.grid.content import GridContent, Hint
from picseek.ui.grid.delegate import GridDelegate
from picseek.ui.grid.drag import files_drag
from picseek.ui.grid.geometry import BAR_LIMIT
from picseek.ui.grid.keys import Action, GridKeys
from picseek.ui.grid.painter import GridPainter
from picseek.ui.grid.results_model import DRAG_LIMIT, PICTURE_ROLE, ResultsModel
from picseek.ui.grid.rubber_band import RubberBand
from picseek.ui.grid.scrubber import Scrubber
from picseek.ui.grid.selection import GridSelection
from picseek.ui.grid.visible_pictures import VisiblePictures
from picseek.ui.qt_guard import guarded, nothing
from picseek.ui.text import wording

Index = QModelIndex | QPersistentModelIndex
Flag = QItemSelectionModel.SelectionFlag


class GridView(QAbstractItemView):
    """A grid for any flat model; picture ids need a `ResultsModel`.

    Attributes:
        content: Layout, scrolling and zooming.
        selection: The selected pictures.
        visible: The pictures on screen.
        keys: Keyboard navigation.

    Signals:
        badge_pressed: The index of a picture, its Badge, and the position in the viewport.
        painting_changed: Whether it is painting; emitted around each paint event.
        reported: A short message for the status bar.
    """

    badge_pressed = Signal(object, object, QPoint)
    painting_changed = Signal(bool)
    reported = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.content = GridContent(self)
        self.selection = GridSelection(self, self.content)
        self._painter = GridPainter(self, self.content)
        self.visible = VisiblePictures(self, self.content)
        self.keys = GridKeys(self, self.content)
        self._scrubber = Scrubber(self, self.content)
        self._band = RubberBand(self, self.content)
        self.content.scrolled.connect(self._on_scrolled)
        self.content.moved.connect(self._on_moved)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFrameShape(QAbstractItemView.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragOnly)

    # Model

    @guarded(nothing)
    def setModel(self, model: QAbstractItemModel | None) -> None:
        old = self.content.model
        if old is not None:
            old.rowsRemoved.disconnect(self._on_rows)
        if isinstance(old, ResultsModel):
            old.about_to_refresh.disconnect(self.selection.save)
            old.refreshed.disconnect(self.selection.restore)
            old.arranged.disconnect(self.updateGeometries)
        super().setModel(model)
        if model is not None:
            model.rowsRemoved.connect(self._on_rows)
        if isinstance(model, ResultsModel):
            model.about_to_refresh.connect(self.selection.save)
            model.refreshed.connect(self.selection.restore)
            model.arranged.connect(self.updateGeometries)
        self.updateGeometries()

    @guarded(nothing)
    def reset(self) -> None:
        self._band.stop()
        super().reset()
        self.selection.reset()
        self.content.reset()
        self._painter.reset()
        self.updateGeometries()

    @guarded(nothing)
    def rowsInserted(self, parent: Index, start: int, end: int) -> None:
        super().rowsInserted(parent, start, end)
        self._on_rows()

    @guarded(nothing)
    def dataChanged(self, top_left: Index, bottom_right: Index, _roles: Sequence[int] = ()) -> None:
        """Avoids Qt's implementation, which computes the position of each row."""
        self.visible.update_rows(range(top_left.row(), bottom_right.row() + 1))

    @Slot()
    def _on_rows(self) -> None:
        results = self.content.results
        if results is None or not results.updating:  # else laid out at the end
            self.updateGeometries()

    # Selection and cursor

    def enter(self) -> None:
        """Take the focus; without a selection, select the first picture on screen."""
        self.setFocus()
        rows = self.content.area.rows
        if rows and not self.selectionModel().hasSelection():
            self.setCurrentIndex(self.model().index(rows.start, 0))

    def go_to_section(self, step: int) -> None:
        """Go to the first picture of another section, by a number of sections."""
        geometry = self.content.geometry
        if not geometry.count:
            return
        current = self.currentIndex().row()
        here = geometry.section_of(max(0, current))
        if step < 0 and current > geometry.items_of_section(here).start:
            step += 1  # first to the start of this section
        number = min(max(here + step, 0), len(geometry.sections) - 1)
        items = geometry.items_of_section(number)
        if items:
            self.setCurrentIndex(self.model().index(items.start, 0))
            self.content.scroll_to(geometry.section_span(number).top)

    @guarded(nothing)
    def setSelection(self, rect: QRect, command: Flag) -> None:
        self.selection.select(rect, command)

    @guarded(nothing)
    def currentChanged(self, current: Index, previous: Index) -> None:
        self.selection.current_changed(previous)
        super().currentChanged(current, previous)
        for index in (previous, current):
            self.content.update_row(index.row())  # Qt does not repaint the ring around cells

    @guarded(QRegion)
    def visualRegionForSelection(self, selection: QItemSelection) -> QRegion:
        return self.selection.region(selection)

    # Geometry and scrolling

    @guarded(QRect)
    def visualRect(self, index: Index) -> QRect:
        if not index.isValid() or index.model() != self.content.model:
            return QRect()
        return self.content.area.cell(index.row())

    @guarded(QModelIndex)
    def indexAt(self, point: QPoint) -> QModelIndex:
        row = self.content.area.row_at(point)
        return self.model().index(row, 0) if row >= 0 else QModelIndex()

    @guarded(bool)
    def isIndexHidden(self, _index: Index) -> bool:
        return False

    @guarded(int)
    def horizontalOffset(self) -> int:
        return 0

    @guarded(int)
    def verticalOffset(self) -> int:
        return min(self.content.offset, BAR_LIMIT)

    @guarded(nothing)
    def updateGeometries(self) -> None:
        super().updateGeometries()
        self.content.fit()
        self._scrubber.fit()

    @guarded(nothing)
    def scrollContentsBy(self, _dx: int, _dy: int) -> None:
        self.content.follow_bar()

    @guarded(nothing)
    def scrollTo(self, index: Index, hint: Hint = Hint.EnsureVisible) -> None:
        self.content.scroll_to_row(index.row(), hint)

    @guarded(nothing)
    def wheelEvent(self, event: QWheelEvent) -> None:
        event.accept()
        self.content.turn_wheel(event)

    @guarded(nothing)
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (
            QEvent.Type.FontChange,
            QEvent.Type.StyleChange,
            QEvent.Type.LayoutDirectionChange,
        ):
            self.updateGeometries()

    @guarded(nothing)
    def hideEvent(self, event: QHideEvent) -> None:
        self._band.stop()
        super().hideEvent(event)

    @Slot(object)
    def _on_scrolled(self, dy: int) -> None:
        self._painter.scroll(dy, overlaid=self._band.active)

    @Slot()
    def _on_moved(self) -> None:
        self._painter.update_hover()
        self.visible.follow()
        self._band.follow()

    # Painting

    @guarded(nothing)
    def paintEvent(self, event: QPaintEvent) -> None:
        self.painting_changed.emit(True)
        try:
            self._paint(event.region())
        finally:
            self.painting_changed.emit(False)

    def _paint(self, region: QRegion) -> None:
        painter = QPainter(self.viewport())
        try:
            self._painter.paint(painter, region)
            self._band.paint(painter)
        finally:
            painter.end()

    @guarded(bool)
    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QHoverEvent) and event.type() != QEvent.Type.HoverLeave:
            self._painter.hover(self.content.area.row_at(event.position().toPoint()))
        elif event.type() in (QEvent.Type.HoverLeave, QEvent.Type.Leave):
            self._painter.hover(-1)
        return super().viewportEvent(event)

    # Keyboard

    @guarded(QModelIndex)
    def moveCursor(self, action: Action, _modifiers: Qt.KeyboardModifier) -> QModelIndex:
        return self.keys.target(action)

    @guarded(nothing)
    def keyboardSearch(self, search: str) -> None:  # noqa: N802 - Qt's name
        self.keys.search(search)

    @guarded(bool)
    def event(self, event: QEvent) -> bool:
        """Claim a space in a name that is being typed; else it is a shortcut."""
        if event.type() == QEvent.Type.ShortcutOverride and self.keys.types_space(event):
            event.accept()
            return True
        return super().event(event)

    @guarded(nothing)
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape cancels the rubber band, then the selection; Enter opens."""
        key, current = event.key(), self.currentIndex()
        if key == Qt.Key.Key_Escape and self._band.active:
            self._band.cancel()
        elif key == Qt.Key.Key_Escape and self.selectionModel().hasSelection():
            self.clearSelection()
        elif self.keys.types_space(event):
            self.keyboardSearch(event.text())
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and current.isValid():
            self.activated.emit(current)
        else:
            super().keyPressEvent(event)

    # Mouse

    @guarded(nothing)
    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Badges emit a signal, headers select, and gaps start a rubber band."""
        at = event.position().toPoint()
        left = event.button() == Qt.MouseButton.LeftButton
        index = self.indexAt(at)
        if not left or self.content.model is None or index.isValid():
            badge = self._badge_at(index, at) if left else None
            if badge is None:
                super().mousePressEvent(event)
            else:
                self.badge_pressed.emit(index, badge, at)
            return
        modifiers, modifier = event.modifiers(), Qt.KeyboardModifier
        if not modifiers & (modifier.ControlModifier | modifier.ShiftModifier):
            self.selectionModel().clearSelection()
        if (section := self.content.area.header_at(at)) >= 0:
            self.selection.add(self.content.geometry.items_of_section(section))
        else:
            self._band.start(at, toggles=bool(modifiers & modifier.ControlModifier))

    @guarded(nothing)
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._band.active:
            self._band.move(event.position().toPoint())
        else:
            super().mouseMoveEvent(event)

    @guarded(nothing)
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._band.active:
            self._band.stop()
        else:
            super().mouseReleaseEvent(event)

    @guarded(nothing)
    def startDrag(self, supported_actions: Qt.DropAction) -> None:
        results, count = self.content.results, self.selection.count()
        if count > DRAG_LIMIT:
            text = self.tr("You can drag up to {} pictures at a time.")
            self.reported.emit(text.format(wording.number(DRAG_LIMIT)))
        elif results is not None and count:
            files_drag(self, results, self.selection.ids()).exec(supported_actions)

    def _badge_at(self, index: QModelIndex, at: QPoint) -> Badge | None:
        picture, delegate = index.data(PICTURE_ROLE), self.itemDelegate()
        if not isinstance(picture, PictureRow) or not isinstance(delegate, GridDelegate):
            return None
        option = QStyleOptionViewItem()
        self.initViewItemOption(option)
        option.rect = self.visualRect(index)
        return delegate.badge_at(option, picture, QPointF(at))
