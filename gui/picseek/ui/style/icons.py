"""Draws Picseek's icons in the colours of the moment."""

from __future__ import annotations

import logging
from functools import cache

from PySide6.QtCore import QByteArray, QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QGuiApplication,
    QIcon,
    QIconEngine,
    QPainter,
    QPalette,
    QPixmap,
    QPixmapCache,
)

from picseek.ui.qt_guard import guarded, nothing

_log = logging.getLogger(__name__)


def tinted_icon(name: str) -> QIcon:
    """An icon whose ``currentColor`` is the palette's text colour whenever it is drawn.

    Args:
        name: Its file's name in ``resources/icons``, without ``.svg``. A missing one is blank.
    """
    return QIcon(_TintedIcon(name))


class _TintedIcon(QIconEngine):
    """Draws an SVG whose lines are ``currentColor``.

    It is drawn once for each size and colour: Qt keeps what `pixmap` gave, for all engines.
    """

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name

    @guarded(lambda: _TintedIcon(""))
    def clone(self) -> _TintedIcon:
        """A second engine for the same icon."""
        return _TintedIcon(self._name)

    @guarded(nothing)
    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        """Draw it, in the colour that text has in this mode."""
        size = (rect.size().toSizeF() * painter.device().devicePixelRatioF()).toSize()
        painter.drawPixmap(rect, self.pixmap(size, mode, state))

    @guarded(QPixmap)
    def pixmap(self, size: QSize, mode: QIcon.Mode, _state: QIcon.State) -> QPixmap:
        """Draw it on nothing; the size is in device pixels."""
        colour = _colour(mode)
        key = f"picseek icon {self._name} {size.width()} {size.height()} {colour}"
        kept = QPixmap()
        if not QPixmapCache.find(key, kept):
            kept = _drawn(self._name, size, colour)
            QPixmapCache.insert(key, kept)
        return kept


def _colour(mode: QIcon.Mode) -> str:
    """The colour that text has in this mode, as SVG has it."""
    group = QPalette.ColorGroup.Active
    role = QPalette.ColorRole.ButtonText
    if mode == QIcon.Mode.Disabled:
        group = QPalette.ColorGroup.Disabled
    elif mode == QIcon.Mode.Selected:
        role = QPalette.ColorRole.HighlightedText
    return QGuiApplication.palette().color(group, role).name()


def _drawn(name: str, size: QSize, colour: str) -> QPixmap:
    from PySide6.QtSvg import QSvgRenderer

    pixmap = QPixmap(size)
    pixmap.fill(Qt.GlobalColor.transparent)
    drawing = _source(name).replace(b"currentColor", colour.encode())
    if drawing:
        painter = QPainter(pixmap)
        QSvgRenderer(QByteArray(drawing)).render(painter, QRectF(pixmap.rect()))
        painter.end()
    return pixmap


@cache
def _source(name: str) -> bytes:
    """What is in an icon's file; nothing if it is missing."""
    from picseek.resources import resource_path

    try:
        return resource_path("icons", f"{name}.svg").read_bytes()
    except OSError as error:
        _log.warning("icon left blank: %s", error)
        return b""
