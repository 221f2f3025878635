"""The grid of pictures: selection, mouse and drag, on top of `GridKeys`."""

from __future__ import annotations

from PySide6.QtCore import (
    QAbstractItemModel,
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
from PySide6.QtGui import QDrag, QHideEvent, QKeyEvent, QMouseEvent, QPainter, QPalette, QRegion
from PySide6.QtWidgets import QAbstractItemView, QStyleOptionViewItem, QWidget

from picseek.engine.types import PictureRow
from picseek.ui.base.qt_guard import guarded, nothing
from picseek.ui.grid.anchor import PlaceById
from picseek.ui.grid.badges import Badge
from picseek.ui.grid.delegate import GridDelegate
from picseek.ui.grid.drag import DRAG_LIMIT, files_drag
from picseek.ui.grid.geometry import Box
from picseek.ui.grid.keys import GridKeys
from picseek.ui.grid.results_model import PICTURE_ROLE, ResultsModel
from picseek.ui.grid.rubber_band import RubberBand
from picseek.ui.grid.selection import runs_among, runs_between, runs_of, selection_of

_MANY_RUNS = 256
_BAND_ALPHA = 48

Index = QModelIndex | QPersistentModelIndex
Flag = QItemSelectionModel.SelectionFlag


class GridView(GridKeys):
    """A grid for any flat model; what is about picture ids needs a `ResultsModel`.

    Signals:
        badge_pressed: The index of a picture, the Badge on it, and where in the viewport.
    """

    badge_pressed = Signal(object, object, QPoint)

    def __init__(self, parent: QWidget | None = None) -> None:
        self._anchor = QPersistentModelIndex()
        self._selected_current = True
        self._saved: PlaceById | None = None
        self._band = RubberBand()
        super().__init__(parent)
        self._band.setParent(self)
        self._band.scroll_wanted.connect(self._band_scrolls)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragOnly)

    # Model

    @guarded(nothing)
    def setModel(self, model: QAbstractItemModel | None) -> None:
        """Show a model, and follow it."""
        old = self._shown()
        if old is not None:
            old.rowsRemoved.disconnect(self._rows_changed)
            if isinstance(old, ResultsModel):
                old.about_to_refresh.disconnect(self._save_place)
                old.refreshed.disconnect(self._restore_place)
                old.arranged.disconnect(self.updateGeometries)
        super().setModel(model)
        if model is not None:
            model.rowsRemoved.connect(self._rows_changed)
        if isinstance(model, ResultsModel):
            model.about_to_refresh.connect(self._save_place)
            model.refreshed.connect(self._restore_place)
            model.arranged.connect(self.updateGeometries)
        self.updateGeometries()

    @guarded(nothing)
    def reset(self) -> None:
        """Everything is new: start at the top, with nothing selected."""
        self._stop_band()
        super().reset()
        self._anchor = QPersistentModelIndex()
        self._place = None
        self._offset = 0
        self._hovered = -1
        self.updateGeometries()

    @guarded(nothing)
    def rowsInserted(self, parent: Index, start: int, end: int) -> None:
        """Make room; what is shown stays where it is."""
        super().rowsInserted(parent, start, end)
        self._rows_changed()

    # Selection

    def selected_ids(self) -> list[int]:
        """The ids of the selected pictures, in the order shown."""
        results = self.results()
        if results is None:
            return []
        ids = results.ids()
        return [each for run in self.selected_runs() for each in ids[run.start : run.stop]]

    def selected_runs(self) -> list[range]:
        """The selected rows as runs, ascending."""
        return runs_of(self.selectionModel().selection()) if self._shown() is not None else []

    def invert_selection(self) -> None:
        """Select what is not selected, and only that."""
        if (model := self._shown()) is not None:
            others = runs_between(self.selected_runs(), model.rowCount())
            self.selectionModel().select(selection_of(model, others), Flag.ClearAndSelect)

    def enter(self) -> None:
        """Take the keys, on the first picture on screen unless there is one to go on from."""
        self.setFocus()
        model, rows = self._shown(), self.visible_rows()
        if model is not None and rows and not self.selectionModel().hasSelection():
            self.setCurrentIndex(model.index(rows.start, 0))

    def go_to_section(self, step: int) -> None:
        """Go to the first picture of another section: so many further on, or back if negative."""
        geometry = self.geometry_now()
        if not geometry.count:
            return
        current = self.currentIndex().row()
        here = geometry.section_of(max(0, current))
        if step < 0 and current > geometry.items_of_section(here).start:
            step += 1  # first to the beginning of this one
        number = min(max(here + step, 0), len(self.sections()) - 1)
        items = geometry.items_of_section(number)
        if items:
            self.setCurrentIndex(self.model().index(items.start, 0))
            self.scroll_to_offset(geometry.section_span(number).top)

    def selection_count(self) -> int:
        """How many pictures are selected."""
        return sum(len(run) for run in self.selected_runs())

    @guarded(nothing)
    def setSelection(self, rect: QRect, command: Flag) -> None:
        """Select what a box of the viewport touches.

        With `Current` in the command, select from the anchor to the current item instead, in
        reading order: that is how Shift with a click or a key comes here.
        """
        model = self._shown()
        if model is None:
            return
        selection = self.selectionModel()
        self._selected_current = True
        current = selection.currentIndex()
        if command & Flag.Current and current.isValid():
            anchor = self._anchor.row() if self._anchor.isValid() else current.row()
            first, last = sorted((anchor, current.row()))
            selection.select(selection_of(model, [range(first, last + 1)]), command)
            return
        box = Box(rect.x(), rect.y() + self._offset, rect.width(), rect.height())
        runs = list(self.geometry_now().items_in(box))
        selection.select(selection_of(model, runs), command)
        if len(runs) == 1 and len(runs[0]) == 1:
            self._anchor = QPersistentModelIndex(model.index(runs[0].start, 0))

    @guarded(nothing)
    def currentChanged(self, current: Index, previous: Index) -> None:
        """Note where Shift selects from: the last item that became current by itself."""
        if not self._selected_current:
            # The move before this one was not followed by `setSelection`: a program's.
            self._anchor = QPersistentModelIndex(previous)
        self._selected_current = False
        super().currentChanged(current, previous)
        for index in (previous, current):
            self.update_row(index.row())  # Qt leaves out the ring around the cell

    @guarded(QRegion)
    def visualRegionForSelection(self, selection: QItemSelection) -> QRegion:
        """Where the selection's visible cells are, or the whole view if they are scattered."""
        visible, geometry = self.visible_rows(), self.geometry_now()
        if selection.size() > _MANY_RUNS:
            return QRegion(self.viewport().rect())
        region = QRegion()
        for run in runs_of(selection):
            shown = range(max(run.start, visible.start), min(run.stop, visible.stop))
            for row in shown:
                region += self._in_view(geometry.cell(row)).adjusted(-5, -5, 5, 5)
        return region

    # Keyboard

    @guarded(nothing)
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape gives up the rubber band, then the selection."""
        if event.key() == Qt.Key.Key_Escape and self._covered():
            self._stop_band()
            self.selectionModel().select(self._band.before, Flag.ClearAndSelect)
        elif event.key() == Qt.Key.Key_Escape and self.selectionModel().hasSelection():
            self.clearSelection()
        else:
            super().keyPressEvent(event)

    # Mouse

    @guarded(nothing)
    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Signs tell, headers select, between the cells a rubber band begins; the rest is Qt's."""
        at = event.position().toPoint()
        left = event.button() == Qt.MouseButton.LeftButton
        index = self.indexAt(at)
        if not left or self._shown() is None or index.isValid():
            badge = self._badge_at(index, at) if left else None
            if badge is None:
                super().mousePressEvent(event)
            else:
                self.badge_pressed.emit(index, badge, at)
            return
        adds = event.modifiers() & (
            Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
        )
        if not adds:
            self.selectionModel().clearSelection()
        if (section := self.header_at(at)) >= 0:
            run = self.geometry_now().items_of_section(section)
            self.selectionModel().select(selection_of(self.model(), [run]), Flag.Select)
            return
        toggles = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        before = self.selectionModel().selection()
        self._band.start(at, self._offset, before, toggles=toggles)

    @guarded(nothing)
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Draw the rubber band."""
        if not self._band.active:
            super().mouseMoveEvent(event)
            return
        before = self._band.rect(self._offset)
        self._band.move(event.position().toPoint(), self.viewport().height())
        self._select_band(before)

    @guarded(nothing)
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End the rubber band."""
        if self._covered():
            self._stop_band()
        else:
            super().mouseReleaseEvent(event)

    @guarded(nothing)
    def hideEvent(self, event: QHideEvent) -> None:
        """A band that cannot be seen is over."""
        self._stop_band()
        super().hideEvent(event)

    @guarded(nothing)
    def startDrag(self, supported_actions: Qt.DropAction) -> None:
        """Drag the selected pictures out, as files."""
        drag = self._drag()
        if drag is not None:
            drag.exec(supported_actions)

    # Inside

    def _view_moved(self) -> None:
        super()._view_moved()
        if self._band.active:
            self._select_band(self.viewport().rect())

    def _badge_at(self, index: QModelIndex, at: QPoint) -> Badge | None:
        picture, delegate = index.data(PICTURE_ROLE), self.itemDelegate()
        if not isinstance(picture, PictureRow) or not isinstance(delegate, GridDelegate):
            return None
        option = QStyleOptionViewItem()
        self.initViewItemOption(option)
        option.rect = self.visualRect(index)
        return delegate.badge_at(option, picture, QPointF(at))

    def _covered(self) -> bool:
        return self._band.active

    def _paint_over(self, painter: QPainter) -> None:
        if not self._band.active:
            return
        colour = self.palette().color(QPalette.ColorRole.Highlight)
        painter.setPen(colour)
        colour.setAlpha(_BAND_ALPHA)
        painter.setBrush(colour)
        painter.drawRect(self._band.rect(self._offset).adjusted(0, 0, -1, -1))

    @Slot()
    def _rows_changed(self) -> None:
        results = self.results()
        if results is None or not results.moving:  # else all of it is laid out at the end
            self.updateGeometries()

    @Slot(int)
    def _band_scrolls(self, pixels: int) -> None:
        self.scroll_by(pixels)

    def _select_band(self, before: QRect) -> None:
        band, model = self._band, self._shown()
        if model is None:
            return
        self.viewport().update(before | band.rect(self._offset))
        runs = list(self.geometry_now().items_in(band.box(self._offset)))
        if not band.covers(runs, model.rowCount()):
            return
        selection = QItemSelection(band.before)
        selection.merge(selection_of(model, runs), Flag.Toggle if band.toggles else Flag.Select)
        if selection.size() > _MANY_RUNS:
            # From one selection to another, Qt compares each run with each; from none, it does not.
            self.selectionModel().clearSelection()
        self.selectionModel().select(selection, Flag.ClearAndSelect)

    def _stop_band(self) -> None:
        if self._band.active:
            self._band.stop()
            self.viewport().update()

    def _drag(self) -> QDrag | None:
        results = self.results()
        if results is None or not 0 < self.selection_count() <= DRAG_LIMIT:
            return None
        return files_drag(self, results, self.selected_ids())

    # A refresh

    @Slot()
    def _save_place(self) -> None:
        results = self.results()
        if results is not None:
            selected = frozenset(self.selected_ids())
            current = self.currentIndex()
            self._saved = PlaceById.of(results, self._place, current, self._anchor, selected)

    @Slot()
    def _restore_place(self) -> None:
        saved, results = self._saved, self.results()
        self._saved = None
        if saved is None or results is None:
            return
        found = saved.found(results)
        selected = selection_of(results, runs_among(found.selected))
        self.selectionModel().select(selected, Flag.ClearAndSelect)
        # Else it counts as the last gesture's, which the next one with Shift would replace.
        self.selectionModel().select(QItemSelection(), Flag.Select)
        self._place = found.place
        self.updateGeometries()
        self.setAutoScroll(False)
        self.selectionModel().setCurrentIndex(found.current, Flag.NoUpdate)
        self.setAutoScroll(True)
        self._anchor = found.anchor
