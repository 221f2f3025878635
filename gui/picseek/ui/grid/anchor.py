"""Keeps items in place on screen while the grid changes."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex

from picseek.ui.grid.results_model import ResultsModel
from picseek.ui.grid.sections import SectionedGeometry

_NONE = -1


@dataclass(frozen=True, slots=True)
class ScrollAnchor:
    """A point of an item, and its vertical position in the view.

    Attributes:
        item: The item; it follows when rows are inserted and removed.
        fraction: Vertical position in the item's row, from 0 to 1. Negative values are pixels
            above the row, because gaps do not grow with the cells.
        at: Pixels from the top of the view.
    """

    item: QPersistentModelIndex
    fraction: float
    at: int

    @classmethod
    def of(
        cls, geometry: SectionedGeometry, item: QPersistentModelIndex, y: int, at: int
    ) -> ScrollAnchor:
        """Create an anchor at `y` in the content and `at` in the view."""
        span = geometry.row_span(item.row())
        depth = y - span.top
        return cls(item, depth / max(1, span.height) if depth > 0 else depth, at)

    def offset(self, geometry: SectionedGeometry) -> int | None:
        """Return the offset that keeps the point in place; None if the item was removed."""
        if not self.item.isValid() or self.item.row() >= geometry.count:
            return None
        span = geometry.row_span(self.item.row())
        depth = self.fraction * span.height if self.fraction > 0 else self.fraction
        return span.top + round(depth) - self.at


@dataclass(frozen=True, slots=True)
class SavedView:
    """A view's state by picture id (-1: none), to survive a model reset.

    Attributes:
        anchored: The picture of the `ScrollAnchor`, with its `fraction` and `at`.
        current: The current picture.
        anchor: The picture that Shift selects from.
        selected: The selected pictures.
    """

    anchored: int
    fraction: float
    at: int
    current: int
    anchor: int
    selected: frozenset[int]

    @classmethod
    def of(
        cls,
        results: ResultsModel,
        scroll_anchor: ScrollAnchor | None,
        current: QModelIndex,
        anchor: QPersistentModelIndex,
        selected: frozenset[int],
    ) -> SavedView:
        """Save the state before a reset."""
        return cls(
            anchored=_id_at(results, scroll_anchor.item) if scroll_anchor else _NONE,
            fraction=scroll_anchor.fraction if scroll_anchor else 0.0,
            at=scroll_anchor.at if scroll_anchor else 0,
            current=_id_at(results, current),
            anchor=_id_at(results, anchor),
            selected=selected,
        )

    def restored(self, results: ResultsModel) -> RestoredView:
        """Find the state again after a reset."""
        rows = results.rows_of(self.selected | {self.anchored, self.current, self.anchor})

        def index(picture_id: int) -> QModelIndex:
            return results.index(rows[picture_id], 0) if picture_id in rows else QModelIndex()

        anchored = QPersistentModelIndex(index(self.anchored))
        return RestoredView(
            scroll_anchor=ScrollAnchor(anchored, self.fraction, self.at)
            if anchored.isValid()
            else None,
            current=index(self.current),
            anchor=QPersistentModelIndex(index(self.anchor)),
            selected=[row for each, row in rows.items() if each in self.selected],
        )


@dataclass(frozen=True, slots=True)
class RestoredView:
    """A `SavedView` in the model's rows, ascending. Removed pictures are invalid."""

    scroll_anchor: ScrollAnchor | None
    current: QModelIndex
    anchor: QPersistentModelIndex
    selected: list[int]


def _id_at(results: ResultsModel, index: QModelIndex | QPersistentModelIndex) -> int:
    return results.picture_id(index.row()) if index.isValid() else _NONE
