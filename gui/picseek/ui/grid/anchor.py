"""What stays where it is on screen while the grid around it changes."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex

from picseek.ui.grid.results_model import ResultsModel
from picseek.ui.grid.sections import SectionedGeometry

_NONE = -1


@dataclass(frozen=True, slots=True)
class ScrollAnchor:
    """A spot of an item, and the height in the view where it is held.

    Attributes:
        item: The item; follows it when rows come and go.
        fraction: How far down its row the spot is, in heights of the row; less than 0: so many
            pixels above the row, for gaps do not grow with the cells.
        at: Pixels below the view's upper edge.
    """

    item: QPersistentModelIndex
    fraction: float
    at: int

    @classmethod
    def of(
        cls, geometry: SectionedGeometry, item: QPersistentModelIndex, y: int, at: int
    ) -> ScrollAnchor:
        """Note a spot of an item's row, at a height of the content and of the view."""
        span = geometry.row_span(item.row())
        below = y - span.top
        return cls(item, below / max(1, span.height) if below > 0 else below, at)

    def offset(self, geometry: SectionedGeometry) -> int | None:
        """The offset that holds the spot in its place; None if the item is gone."""
        if not self.item.isValid() or self.item.row() >= geometry.count:
            return None
        span = geometry.row_span(self.item.row())
        below = self.fraction * span.height if self.fraction > 0 else self.fraction
        return span.top + round(below) - self.at


@dataclass(frozen=True, slots=True)
class SavedView:
    """All that a view keeps over a reset of its model, by picture id; -1 is none.

    Attributes:
        held: The picture of the view's `ScrollAnchor`, with its `fraction` and `at`.
        current: The current picture.
        anchor: The picture that Shift selects from.
        selected: The selected ones.
    """

    held: int
    fraction: float
    at: int
    current: int
    anchor: int
    selected: frozenset[int]

    @classmethod
    def of(
        cls,
        results: ResultsModel,
        place: ScrollAnchor | None,
        current: QModelIndex,
        anchor: QPersistentModelIndex,
        selected: frozenset[int],
    ) -> SavedView:
        """Note everything by id, before the reset."""
        return cls(
            held=_id_at(results, place.item) if place else _NONE,
            fraction=place.fraction if place else 0.0,
            at=place.at if place else 0,
            current=_id_at(results, current),
            anchor=_id_at(results, anchor),
            selected=selected,
        )

    def found(self, results: ResultsModel) -> RestoredView:
        """Find everything again, after the reset."""
        rows = results.rows_of(self.selected | {self.held, self.current, self.anchor})

        def index(picture_id: int) -> QModelIndex:
            return results.index(rows[picture_id], 0) if picture_id in rows else QModelIndex()

        held = QPersistentModelIndex(index(self.held))
        return RestoredView(
            place=ScrollAnchor(held, self.fraction, self.at) if held.isValid() else None,
            current=index(self.current),
            anchor=QPersistentModelIndex(index(self.anchor)),
            selected=[row for each, row in rows.items() if each in self.selected],
        )


@dataclass(frozen=True, slots=True)
class RestoredView:
    """A `SavedView` in the model's rows; `selected` ascends. What is gone is invalid."""

    place: ScrollAnchor | None
    current: QModelIndex
    anchor: QPersistentModelIndex
    selected: list[int]


def _id_at(results: ResultsModel, index: QModelIndex | QPersistentModelIndex) -> int:
    return results.picture_id(index.row()) if index.isValid() else _NONE
