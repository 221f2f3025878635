"""Draws a row of the sidebar: an icon, a name, a count, and a second line of status."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import (
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
)
from PySide6.QtGui import QColor, QFontMetrics, QIcon, QPainter, QPalette
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from picseek.ui.qt_guard import guarded, nothing

COUNT_ROLE = int(Qt.ItemDataRole.UserRole) + 10
"""str: the number at the end of a row, or ``""``."""

STATE_ROLE = COUNT_ROLE + 1
"""str: the status under the name, or ``""``."""

LINK_ROLE = COUNT_ROLE + 2
"""str: a link after the status, or ``""``."""

FAINT_ROLE = COUNT_ROLE + 3
"""bool: whether the row's folder is not connected."""

_ICON = 18
_GAP = 7
PAD = 6
"""Default padding above and below a row's content, in pixels."""

_RADIUS = 6
_EDITOR_MARGIN = 5
_BETWEEN = " · "

_Index = QModelIndex | QPersistentModelIndex
_Role = QPalette.ColorRole


@dataclass(frozen=True, slots=True)
class _Layout:
    """Rectangles of the parts of a row."""

    icon: QRect
    name: QRect
    count: QRect
    state: QRect
    link: QRect


def row_size(metrics: QFontMetrics, lines: int = 1, pad: int = PAD) -> QSize:
    """The size of a row with so many lines and so much padding.

    Stored with each item as its size hint: computing the heights of 50,000 rows in Python would
    block the window for a third of a second.
    """
    line = max(metrics.height(), _ICON if lines == 1 else 0)
    return QSize(0, lines * line + 2 * pad)


class RowDelegate(QStyledItemDelegate):
    """Rows of one or two lines, mirrored where text runs from right to left.

    Attributes:
        pad: Padding above and below a row's content, in pixels. Rows are not measured again.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.pad = PAD

    def over_link(self, option: QStyleOptionViewItem, index: _Index, at: QPoint) -> bool:
        """Whether a point of the view is on a row's link.

        Args:
            option: With the row's rectangle, font and direction.
            index: The row.
            at: The point.
        """
        link = _text(index, LINK_ROLE)
        return bool(link) and _layout(option, index, self.pad).link.contains(at)

    @guarded(nothing)
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        self.initStyleOption(option, index)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        # Highlighted only with focus, as in other lists.
        highlighted = selected and option.widget is not None and option.widget.hasFocus()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(option.font)
        _draw_background(painter, option, selected=selected, highlighted=highlighted)
        layout = _layout(option, index, self.pad)
        faint = bool(index.data(FAINT_ROLE))
        mode = QIcon.Mode.Selected if highlighted else QIcon.Mode.Normal
        if faint and not highlighted:
            mode = QIcon.Mode.Disabled
        option.icon.paint(painter, layout.icon, Qt.AlignmentFlag.AlignCenter, mode)
        muted = _colour(option, _Role.PlaceholderText, highlighted=highlighted)
        name = muted if faint else _colour(option, _Role.Text, highlighted=highlighted)
        state, link = _text(index, STATE_ROLE), _text(index, LINK_ROLE)
        before = state + _BETWEEN if state and link else state
        _write(painter, option, layout.name, option.text, name)
        _write(painter, option, layout.count, _text(index, COUNT_ROLE), muted)
        _write(painter, option, layout.state, before, muted)
        _write(
            painter, option, layout.link, link, _colour(option, _Role.Link, highlighted=highlighted)
        )
        painter.restore()

    @guarded(nothing)
    def updateEditorGeometry(  # noqa: N802 - Qt's name
        self, editor: QWidget, option: QStyleOptionViewItem, index: _Index
    ) -> None:
        """Place the editor exactly over the name."""
        name, row = _layout(option, index, self.pad).name, option.rect
        room = QRect(name.left(), row.top() + 1, name.width(), row.height() - 2)
        editor.setGeometry(room.adjusted(-_EDITOR_MARGIN, 0, _EDITOR_MARGIN, 0))


def _colour(option: QStyleOptionViewItem, role: QPalette.ColorRole, *, highlighted: bool) -> QColor:
    """A role's colour; on a highlighted row always that of highlighted text."""
    return option.palette.color(_Role.HighlightedText if highlighted else role)


def _draw_background(
    painter: QPainter, option: QStyleOptionViewItem, *, selected: bool, highlighted: bool
) -> None:
    room = option.rect.adjusted(1, 1, -1, -1)
    painter.setPen(Qt.PenStyle.NoPen)
    if selected:
        painter.setBrush(option.palette.color(_Role.Highlight if highlighted else _Role.Mid))
        painter.drawRoundedRect(room, _RADIUS, _RADIUS)
    elif option.state & QStyle.StateFlag.State_MouseOver:
        painter.setBrush(option.palette.color(_Role.Button))
        painter.drawRoundedRect(room, _RADIUS, _RADIUS)
    if option.state & QStyle.StateFlag.State_HasFocus:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        role = _Role.WindowText if selected else _Role.Highlight
        painter.setPen(option.palette.color(role))
        painter.drawRoundedRect(room, _RADIUS, _RADIUS)


def _layout(option: QStyleOptionViewItem, index: _Index, pad: int) -> _Layout:
    metrics, row = option.fontMetrics, option.rect
    state, link = _text(index, STATE_ROLE), _text(index, LINK_ROLE)
    two = bool(state or link)
    line = metrics.height() if two else row.height() - 2 * pad
    top = row.top() + pad
    left, right = row.left() + _GAP, row.right() - _GAP
    text = left + _ICON + _GAP
    count = _width(metrics, _text(index, COUNT_ROLE))
    end = right - count - (_GAP if count else 0)
    # The link is elided last.
    linked = min(_width(metrics, link), right - text)
    between = _width(metrics, state + _BETWEEN if state and link else state)
    between = min(between, right - text - linked)
    logical = (
        QRect(left, top + (line - _ICON) // 2, _ICON, _ICON),
        QRect(text, top, end - text, line),
        QRect(right - count, top, count, line),
        QRect(text, top + line, between, line),
        QRect(text + between, top + line, linked, line),
    )
    return _Layout(*(QStyle.visualRect(option.direction, row, each) for each in logical))


def _write(
    painter: QPainter, option: QStyleOptionViewItem, room: QRect, text: str, colour: QColor
) -> None:
    if not text or room.width() <= 0:
        return
    cut = option.fontMetrics.elidedText(text, Qt.TextElideMode.ElideMiddle, room.width())
    leading = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
    painter.setPen(colour)
    # A name's direction follows its script, whatever the window's.
    painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)
    painter.drawText(room, QStyle.visualAlignment(option.direction, leading), cut)


def _width(metrics: QFontMetrics, text: str) -> int:
    return metrics.horizontalAdvance(text) + 2 if text else 0


def _text(index: _Index, role: int) -> str:
    value = index.data(role)
    return value if isinstance(value, str) else ""
