"""Reports which pictures are on screen, and prefetches the next screen."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtWidgets import QAbstractItemView, QStyleOptionViewItem

from picseek.ui.grid.content import GridContent
from picseek.ui.grid.delegate import GridDelegate

_REPORT_MS = 50


class VisiblePictures(QObject):
    """The pictures on screen of a grid with a `ResultsModel`.

    Signals:
        ids_changed: A frozenset of the ids on screen, shortly after it changed.
        wanted_ids_changed: A frozenset of these and of the next screen's in the direction of
            scrolling, shortly after the content moved.
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
        self._fast = False
        self._report_timer = QTimer(self, singleShot=True, interval=_REPORT_MS)
        self._report_timer.timeout.connect(self._report)

    @property
    def ids(self) -> frozenset[int]:
        """The ids on screen, as last reported."""
        return self._ids

    @Slot(object)
    def update_picture(self, picture_id: int) -> None:
        """Repaint a picture, if it is on screen. Connect a loader's `ready` to this."""
        results, area = self._content.results, self._content.area
        if results is None:
            return
        rows = area.rows
        on_screen = results.ids()[rows.start : rows.stop]
        if picture_id in on_screen:
            self._content.update_row(rows.start + on_screen.index(picture_id))

    def update_rows(self, rows: range) -> None:
        """Repaint rows whose data changed, as far as they are on screen."""
        area, viewport = self._content.area, self._view.viewport()
        on_screen = area.rows
        first, last = max(rows.start, on_screen.start), min(rows.stop, on_screen.stop) - 1
        if first <= last:
            top, bottom = area.cell(first).top(), area.cell(last).bottom()
            viewport.update(0, top, viewport.width(), bottom - top + 1)
        if rows.start < self._ahead.stop and rows.stop > self._ahead.start:
            self._prefetch(self._ahead)

    def follow(self) -> None:
        """Schedule a report after the content moved."""
        if not self._report_timer.isActive():
            self._report_timer.start()
        elif abs(self._content.offset - self._reported_at) > self._view.viewport().height():
            self._set_fast(True)

    @Slot()
    def _report(self) -> None:
        results, area = self._content.results, self._content.area
        was_fast = self._fast
        self._set_fast(False)
        if results is None:
            return
        rows, page = area.rows, area.height
        moved, self._reported_at = area.offset - self._reported_at, area.offset
        # During fast scrolling, prefetching would always be too late.
        top = area.offset + (page if moved >= 0 else -page)
        fast = abs(moved) > page
        self._ahead = range(0) if fast else area.geometry.items_between(top, top + page)
        ids = frozenset(results.ids()[rows.start : rows.stop])
        self.wanted_ids_changed.emit(ids.union(results.ids()[self._ahead.start : self._ahead.stop]))
        if ids != self._ids:
            self._ids = ids
            self.ids_changed.emit(ids)
        if was_fast:
            self._prefetch(rows)
        self._prefetch(self._ahead)

    def _set_fast(self, fast: bool) -> None:
        if fast != self._fast:
            self._fast = fast
            self.fast_scrolling_changed.emit(fast)

    def _prefetch(self, rows: range) -> None:
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
