"""Labels, tooltips and message boxes that show text as it is.

Qt takes text for HTML if it resembles it, and reads the files that it names: ``<img src=...>`` in
the name of a folder would read any file, or a device without end. So all widgets that can do that
are created here; a test finds others.
"""

from __future__ import annotations

from html import escape

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QMessageBox, QWidget


def plain_tooltip(text: str) -> str:
    """Return a text for `setToolTip`, ``ToolTipRole`` and `QToolTip`, which have no plain mode.

    Text that Qt cannot mistake for HTML is returned unchanged.
    """
    if "<" not in text and "&" not in text:
        return text
    return wrapped_tooltip(*text.splitlines())


def wrapped_tooltip(*lines: str) -> str:
    """Return lines of text as a tooltip, in which very long lines are wrapped."""
    return f"<qt>{'<br>'.join(map(escape, lines))}</qt>"


class PlainLabel(QLabel):
    """A label of plain text."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setText(text)


class LinkLabel(QLabel):
    """A label of plain text with a link at its end, which emits `linkActivated`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.LinksAccessibleByMouse
            | Qt.TextInteractionFlag.LinksAccessibleByKeyboard
        )

    def set_link(self, address: str, words: str, before: str = "") -> None:
        """Show a link.

        Args:
            address: Where it leads to.
            words: Text of the link.
            before: Text before the link.
        """
        self.setText(f'{escape(before)}<a href="{escape(address)}">{escape(words)}</a>')


class PlainMessageBox(QMessageBox):
    """A message box whose texts are plain."""

    def __init__(self, icon: QMessageBox.Icon, title: str, text: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setIcon(icon)
        self.setWindowTitle(title)
        self.setText(text)
