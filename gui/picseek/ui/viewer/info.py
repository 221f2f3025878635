"""The information panel: all that is known of the picture, to be read and copied."""

from __future__ import annotations

import html
from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QPalette, QTextOption
from PySide6.QtWidgets import QFrame, QTextBrowser, QWidget

from picseek.engine.types import PictureDetails, PictureRow
from picseek.ui.qt_guard import guarded, nothing
from picseek.ui.style.stylesheets import SCROLL_BAR_SHEET
from picseek.ui.style.text_scale import scaled
from picseek.ui.viewer import info_text as notes
from picseek.ui.viewer.info_text import Match, Note

_WIDTH = 300
_MARGIN = 14
_SHEET = """
#viewerInfo { background: palette(window); border: none; border-%s: 1px solid palette(mid); }
"""

Groups = Sequence[tuple[str, Sequence[Note]]]


class InfoPanel(QTextBrowser):
    """A column at the side of the picture."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self._groups: Groups = ()
        super().__init__(parent)
        self.setObjectName("viewerInfo")
        self.setAccessibleName(self.tr("Information"))
        self.setFixedWidth(scaled(self, _WIDTH))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setOpenLinks(False)
        self.setTabChangesFocus(True)
        # A folder's path is one long word.
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDocumentMargin(_MARGIN)
        self._dress()

    def show_row(self, picture: PictureRow, match: Match, trouble: str = "") -> None:
        """Show what is known without a look into the file.

        Args:
            picture: What is looked at.
            match: Why it is among the results.
            trouble: Why nothing is known of its camera.
        """
        problem = [Note(self.tr("Couldn't be read"), trouble)] if trouble else []
        self._fill(
            (
                (self.tr("File"), [*notes.file_notes(picture), *problem]),
                (self.tr("Why this result"), notes.match_notes(picture, match)),
                (self.tr("What Picseek recognizes"), notes.seen_notes(match)),
            )
        )

    def show_details(self, picture: PictureRow, match: Match, details: PictureDetails) -> None:
        """Show all of it."""
        self._fill(
            (
                (self.tr("File"), notes.file_notes(picture)),
                (self.tr("Copies"), notes.copy_notes(details)),
                (self.tr("Why this result"), notes.match_notes(picture, match)),
                (self.tr("What Picseek recognizes"), notes.seen_notes(match)),
                (self.tr("Camera"), notes.camera_notes(details.camera)),
                (self.tr("About"), notes.owner_notes(details.camera)),
            )
        )

    def _dress(self) -> None:
        """Draw the line on the side where the picture is."""
        side = "right" if self.isRightToLeft() else "left"
        self.setStyleSheet(_SHEET % side + SCROLL_BAR_SHEET)

    @guarded(nothing)
    def changeEvent(self, event: QEvent) -> None:
        """Take on the colours of another theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._fill(self._groups)
        elif event.type() == QEvent.Type.LayoutDirectionChange:
            self._dress()

    def _fill(self, groups: Groups) -> None:
        self._groups = groups
        muted = self.palette().color(QPalette.ColorRole.PlaceholderText).name()
        place = self.verticalScrollBar().value()
        self.setHtml("".join(_group(title, lines, muted) for title, lines in groups if lines))
        self.verticalScrollBar().setValue(place)


def _group(title: str, lines: Sequence[Note], muted: str) -> str:
    told = "".join(
        f'<div style="color:{muted}; margin-top:6px">{html.escape(line.name)}</div>'
        f"<div>{html.escape(line.value)}</div>"
        for line in lines
    )
    return f'<p style="margin:0 0 2px 0; font-weight:600">{html.escape(title)}</p>{told}<br>'
