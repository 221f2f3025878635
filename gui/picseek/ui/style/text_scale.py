"""The system's text size, relative to the one that pixel sizes were designed for."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

_DESIGN_LINE = 16  # pixels of a line of text


def text_scale(widget: QWidget) -> float:
    """Return 1 for the default text size or smaller, 2 for text twice as large."""
    return max(1.0, widget.fontMetrics().lineSpacing() / _DESIGN_LINE)


def scaled(widget: QWidget, pixels: int) -> int:
    """Return a length in pixels, enlarged with the widget's text."""
    return round(pixels * text_scale(widget))
