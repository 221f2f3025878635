"""Picseek's icons, drawn in the palette's current colours."""

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


def icon(name: str) -> QIcon:
    """Return one of Picseek's icons; its ``currentColor`` is the palette's text colour.

    Args:
        name: File name in ``resources/icons``, without ``.svg``. A missing icon is blank.
    """
    return QIcon(_TintedIcon(name))


def app_icon() -> QIcon:
    """Return the application icon, which has fixed colours."""
    return icon("picseek")


class _TintedIcon(QIconEngine):
    """Draws an SVG whose lines are ``currentColor``.

    Each size and colour is drawn once: all engines share Qt's pixmap cache.
    """

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name

    @guarded(lambda: _TintedIcon(""))
    def clone(self) -> _TintedIcon:
        return _TintedIcon(self._name)

    @guarded(nothing)
    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        size = (rect.size().toSizeF() * painter.device().devicePixelRatioF()).toSize()
        painter.drawPixmap(rect, self.pixmap(size, mode, state))

    @guarded(QPixmap)
    def pixmap(self, size: QSize, mode: QIcon.Mode, _state: QIcon.State) -> QPixmap:
        colour = _colour(mode)
        key = f"picseek icon {self._name} {size.width()} {size.height()} {colour}"
        pixmap = QPixmap()
        if not QPixmapCache.find(key, pixmap):
            pixmap = _drawn(self._name, size, colour)
            QPixmapCache.insert(key, pixmap)
        return pixmap


def _colour(mode: QIcon.Mode) -> str:
    """Return the text colour for a mode, as ``#rrggbb``."""
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
    """Return the content of an icon's file, or ``b""`` if it is missing."""
    from picseek.resources import resource_path

    try:
        return resource_path("icons", f"{name}.svg").read_bytes()
    except OSError as error:
        _log.warning("icon left blank: %s", error)
        return b""
