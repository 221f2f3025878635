"""Draws Picseek's icons in the colours of the moment."""

from __future__ import annotations

import logging

from PySide6.QtCore import QByteArray, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QIconEngine, QPainter, QPalette, QPixmap

_log = logging.getLogger(__name__)


def tinted_icon(name: str) -> QIcon:
    """An icon whose ``currentColor`` is the palette's text colour whenever it is drawn.

    Args:
        name: Its file's name in ``resources/icons``, without ``.svg``. A missing one is blank.
    """
    return QIcon(_TintedIcon(name))


class _TintedIcon(QIconEngine):
    """Draws an SVG whose lines are ``currentColor``. Reads its file when first drawn."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name
        self._source: bytes | None = None

    def clone(self) -> QIconEngine:
        """A second engine for the same icon."""
        return _TintedIcon(self._name)

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, _state: QIcon.State) -> None:
        """Draw it, in the colour that text has in this mode."""
        from PySide6.QtSvg import QSvgRenderer

        group = QPalette.ColorGroup.Active
        role = QPalette.ColorRole.ButtonText
        if mode == QIcon.Mode.Disabled:
            group = QPalette.ColorGroup.Disabled
        elif mode == QIcon.Mode.Selected:
            role = QPalette.ColorRole.HighlightedText
        colour = QGuiApplication.palette().color(group, role).name()
        drawing = self._read().replace(b"currentColor", colour.encode())
        if drawing:
            QSvgRenderer(QByteArray(drawing)).render(painter, QRectF(rect))

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        """Draw it on nothing."""
        pixmap = QPixmap(size)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        self.paint(painter, QRect(0, 0, size.width(), size.height()), mode, state)
        painter.end()
        return pixmap

    def _read(self) -> bytes:
        if self._source is None:
            from picseek.resources import resource_path

            try:
                self._source = resource_path("icons", f"{self._name}.svg").read_bytes()
            except OSError as error:
                _log.warning("icon left blank: %s", error)
                self._source = b""
        return self._source
