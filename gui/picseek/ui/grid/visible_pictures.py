"""Reports which pictures are on screen, and gets the next screen's ready."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtWidgets import QAbstractItemView, QStyleOptionViewItem

from picseek.ui.grid.content import GridContent
from picseek.ui.grid.delegate import GridDelegate

_REPORT_MS = 50


class VisiblePictures(QObject):
    """Follows what a grid with a `ResultsModel` shows.

    Signals:
        ids_changed: A frozenset of the ids on screen, soon after it changed.
        wanted_ids_changed: A frozenset of these, and of those on the next screen in the direction
            of scrolling; soon after the content moved.
        fast_scrolling_changed: Whether pictures scroll by too fast to be seen. Painting should not
            request thumbnails then; those on screen are prefetched now and when it slows down.
    """

    ids_changed = Signal(object)
    wanted_ids_changed = Signal(object)
    fast_scrolling_changed = Signal(bool)

    def __init__(self, view: QAbstractItemView, content: GridContent) -> None:
        super().__init__(view)
        self._view = view
        self._content = content
        self._ids: frozenset[int] = frozenset()
        self._reported_at = 0
        self._ahead = range(0)
        self._passing = False
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_REPORT_MS)
        self._soon.timeout.connect(self._report)

    @property
    def ids(self) -> frozenset[int]:
        """The ids on screen, as last reported."""
        return self._ids

    @Slot(object)
    def update_picture(self, picture_id: int) -> None:
        """Paint a picture again, if it is on screen. Connect a loader's `ready` to this."""
        results, area = self._content.results, self._content.area
        if results is None:
            return
        rows = area.rows
        on_screen = results.ids()[rows.start : rows.stop]
        if picture_id in on_screen:
            self._content.update_row(rows.start + on_screen.index(picture_id))

    def update_rows(self, rows: range) -> None:
        """Paint the rows of these that are on screen again; their data changed."""
        area, viewport = self._content.area, self._view.viewport()
        on_screen = area.rows
        first, last = max(rows.start, on_screen.start), min(rows.stop, on_screen.stop) - 1
        if first <= last:
            top, bottom = area.cell(first).top(), area.cell(last).bottom()
            viewport.update(0, top, viewport.width(), bottom - top + 1)
        if rows.start < self._ahead.stop and rows.stop > self._ahead.start:
            self._get_ready(self._ahead)

    def follow(self) -> None:
        """Report soon what is on screen, for the content moved."""
        if not self._soon.isActive():
            self._soon.start()
        elif abs(self._content.offset - self._reported_at) > self._view.viewport().height():
            self._set_passing(True)

    @Slot()
    def _report(self) -> None:
        results, area = self._content.results, self._content.area
        passed = self._passing
        self._set_passing(False)
        if results is None:
            return
        rows, page = area.rows, area.height
        moved, self._reported_at = area.offset - self._reported_at, area.offset
        # Nothing is got ready of what flies by: it would be too late for all of it.
        top = area.offset + (page if moved >= 0 else -page)
        flies = abs(moved) > page
        self._ahead = range(0) if flies else area.geometry.items_between(top, top + page)
        ids = frozenset(results.ids()[rows.start : rows.stop])
        self.wanted_ids_changed.emit(ids.union(results.ids()[self._ahead.start : self._ahead.stop]))
        if ids != self._ids:
            self._ids = ids
            self.ids_changed.emit(ids)
        if passed:
            self._get_ready(rows)
        self._get_ready(self._ahead)

    def _set_passing(self, passing: bool) -> None:
        if passing != self._passing:
            self._passing = passing
            self.fast_scrolling_changed.emit(passing)

    def _get_ready(self, rows: range) -> None:
        view, area, model = self._view, self._content.area, self._content.model
        delegate = view.itemDelegate()
        if model is None or not isinstance(delegate, GridDelegate) or not view.isVisible():
            return
        option = QStyleOptionViewItem()
        view.initViewItemOption(option)
        ratio = view.devicePixelRatioF()
        for row in range(rows.start, min(rows.stop, area.geometry.count)):
            option.rect = area.cell(row)
            delegate.prefetch(option, model.index(row, 0), ratio)
