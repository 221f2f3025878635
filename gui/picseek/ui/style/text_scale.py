"""How much larger the system's text is than what sizes in pixels were made with."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

_USUAL_LINE = 16  # pixels of a line of text


def text_scale(widget: QWidget) -> float:
    """1 with usual text or smaller, 2 with text of twice its size."""
    return max(1.0, widget.fontMetrics().lineSpacing() / _USUAL_LINE)


def scaled(widget: QWidget, pixels: int) -> int:
    """A length that has to grow with a widget's text, in pixels."""
    return round(pixels * text_scale(widget))
