"""Tells what the grid shows, and gets the next screen ready."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QTimer, Signal, Slot
from PySide6.QtWidgets import QStyleOptionViewItem, QWidget

from picseek.ui.base.qt_guard import guarded, nothing
from picseek.ui.grid.delegate import GridDelegate
from picseek.ui.grid.painter import GridCanvas
from picseek.ui.grid.results_model import ResultsModel

_VISIBLE_MS = 50

Index = QModelIndex | QPersistentModelIndex


class GridWatch(GridCanvas):
    """What is about picture ids needs a `ResultsModel`.

    Signals:
        visible_ids_changed: A frozenset of the ids on screen, soon after it changed.
        wanted_ids_changed: A frozenset of these, and of those on the next screen in the direction
            one scrolls; soon after the view moved.
        passes_changed: Whether pictures pass too quickly to be seen: so long, painting should
            ask for none. Those that show are got ready now and then, and when it gets slower.
    """

    visible_ids_changed = Signal(object)
    wanted_ids_changed = Signal(object)
    passes_changed = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        # Set first: Qt calls overrides before its constructor is done.
        self._visible_ids: frozenset[int] = frozenset()
        self._told_at = 0
        self._ahead = range(0)
        self._passes = False
        self._visible_soon = QTimer()
        super().__init__(parent)
        self._visible_soon.setParent(self)
        self._visible_soon.setSingleShot(True)
        self._visible_soon.setInterval(_VISIBLE_MS)
        self._visible_soon.timeout.connect(self._tell_visible)

    def results(self) -> ResultsModel | None:
        """The model, if it holds pictures."""
        model = self._shown()
        return model if isinstance(model, ResultsModel) else None

    def visible_ids(self) -> frozenset[int]:
        """The ids on screen, as they were told last."""
        return self._visible_ids

    @Slot(object)
    def update_picture(self, picture_id: int) -> None:
        """Paint a picture again, if it is on screen. Connect a loader's `ready` to this."""
        results, rows = self.results(), self.visible_rows()
        if results is None:
            return
        shown = results.ids()[rows.start : rows.stop]
        if picture_id in shown:
            self.update_row(rows.start + shown.index(picture_id))

    @guarded(nothing)
    def dataChanged(self, top_left: Index, bottom_right: Index, _roles: Sequence[int] = ()) -> None:
        """Paint the changed rows again; Qt would ask for the place of each of them."""
        visible = self.visible_rows()
        first, last = max(top_left.row(), visible.start), min(bottom_right.row(), visible.stop - 1)
        if first <= last:
            top, bottom = self._cell_rect(first).top(), self._cell_rect(last).bottom()
            self.viewport().update(0, top, self.viewport().width(), bottom - top + 1)
        if top_left.row() < self._ahead.stop and bottom_right.row() >= self._ahead.start:
            self._prefetch()

    def _view_moved(self) -> None:
        super()._view_moved()
        if not self._visible_soon.isActive():
            self._visible_soon.start()
        elif abs(self._offset - self._told_at) > self.viewport().height():
            self._set_passes(True)

    @Slot()
    def _tell_visible(self) -> None:
        results, rows = self.results(), self.visible_rows()
        passed = self._passes
        self._set_passes(False)
        if results is None:
            return
        moved, self._told_at = self._offset - self._told_at, self._offset
        page = self.viewport().height()
        # Of what flies by, nothing is got ready: it would be too late for all of it.
        top = self._offset + (page if moved >= 0 else -page)
        flies = abs(moved) > page
        self._ahead = range(0) if flies else self.geometry_now().items_between(top, top + page)
        ids = frozenset(results.ids()[rows.start : rows.stop])
        self.wanted_ids_changed.emit(ids.union(results.ids()[self._ahead.start : self._ahead.stop]))
        if ids != self._visible_ids:
            self._visible_ids = ids
            self.visible_ids_changed.emit(ids)
        if passed:
            self._get_ready(rows)
        self._prefetch()

    def _set_passes(self, passes: bool) -> None:
        if passes != self._passes:
            self._passes = passes
            self.passes_changed.emit(passes)

    def _prefetch(self) -> None:
        self._get_ready(self._ahead)

    def _get_ready(self, rows: range) -> None:
        model, delegate = self._shown(), self.itemDelegate()
        if model is None or not isinstance(delegate, GridDelegate) or not self.isVisible():
            return
        option = QStyleOptionViewItem()
        self.initViewItemOption(option)
        ratio, geometry = self.devicePixelRatioF(), self.geometry_now()
        for row in range(rows.start, min(rows.stop, geometry.count)):
            option.rect = self._in_view(geometry.cell(row))
            delegate.prefetch(option, model.index(row, 0), ratio)
