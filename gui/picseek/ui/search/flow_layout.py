"""A layout of widgets in rows, as words are laid out in a paragraph."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QStyle, QWidget

from picseek.ui.qt_guard import guarded, nothing

if TYPE_CHECKING:
    from collections.abc import Iterator


def _no_item() -> QLayoutItem | None:
    return None


class FlowLayout(QLayout):
    """Lays out widgets from the start of each row, and breaks rows where there is no room."""

    def __init__(self, parent: QWidget, spacing: int) -> None:
        super().__init__(parent)
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(spacing)
        self._items: list[QLayoutItem] = []

    @guarded(nothing)
    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    @guarded(int)
    def count(self) -> int:
        return len(self._items)

    @guarded(_no_item)
    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    @guarded(_no_item)
    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    @guarded(bool)
    def hasHeightForWidth(self) -> bool:
        return True

    @guarded(int)
    def heightForWidth(self, width: int) -> int:
        margins = self.contentsMargins()
        inner = width - margins.left() - margins.right()
        height = max((place.bottom() + 1 for _, place in self._places(inner)), default=0)
        return height + margins.top() + margins.bottom()

    @guarded(QSize)
    def sizeHint(self) -> QSize:
        return self.minimumSize()

    @guarded(QSize)
    def minimumSize(self) -> QSize:
        size = QSize()
        for item in self._items:
            size = size.expandedTo(item.minimumSize())
        return size.grownBy(self.contentsMargins())

    @guarded(nothing)
    def setGeometry(self, area: QRect) -> None:
        super().setGeometry(area)
        parent = self.parentWidget()
        direction = Qt.LayoutDirection.LeftToRight
        if parent is not None:
            direction = parent.layoutDirection()
        inner = area.marginsRemoved(self.contentsMargins())
        for item, place in self._places(inner.width()):
            place.translate(inner.topLeft())
            item.setGeometry(QStyle.visualRect(direction, inner, place))

    def _places(self, width: int) -> Iterator[tuple[QLayoutItem, QRect]]:
        """Each item with its place in an area of a width, from left to right."""
        x = y = row_height = 0
        for item in self._items:
            if item.isEmpty():  # it is hidden
                continue
            size = item.sizeHint()
            if x > 0 and x + size.width() > width:
                x, y, row_height = 0, y + row_height + self.spacing(), 0
            yield item, QRect(x, y, min(size.width(), width), size.height())
            x += size.width() + self.spacing()
            row_height = max(row_height, size.height())
