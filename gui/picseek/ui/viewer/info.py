"""The information panel: details of the picture, as text that can be copied."""

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
from picseek.ui.viewer import info_text
from picseek.ui.viewer.info_text import Field, Match

_WIDTH = 300
_MARGIN = 14
_SHEET = """
#viewerInfo { background: palette(window); border: none; border-%s: 1px solid palette(mid); }
"""

Groups = Sequence[tuple[str, Sequence[Field]]]


class InfoPanel(QTextBrowser):
    """A column next to the picture."""

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
        self._apply_sheet()

    def show_row(self, picture: PictureRow, match: Match, error: str = "") -> None:
        """Show what is known without reading the file.

        Args:
            picture: The picture.
            match: Why it is among the results.
            error: Why the file could not be read, or ``""``.
        """
        problem = [Field(self.tr("Couldn't be read"), error)] if error else []
        self._fill(
            (
                (self.tr("File"), [*info_text.file_fields(picture), *problem]),
                (self.tr("Why this result"), info_text.match_fields(picture, match)),
                (self.tr("What Picseek recognizes"), info_text.recognized_fields(match)),
            )
        )

    def show_details(self, picture: PictureRow, match: Match, details: PictureDetails) -> None:
        """Show everything, with the details read from the file."""
        self._fill(
            (
                (self.tr("File"), info_text.file_fields(picture)),
                (self.tr("Copies"), info_text.copy_fields(details)),
                (self.tr("Why this result"), info_text.match_fields(picture, match)),
                (self.tr("What Picseek recognizes"), info_text.recognized_fields(match)),
                (self.tr("Camera"), info_text.camera_fields(details.camera, details.nearest_town)),
                (self.tr("About"), info_text.description_fields(details.camera)),
            )
        )

    def _apply_sheet(self) -> None:
        """Draw the border towards the picture."""
        edge = "right" if self.isRightToLeft() else "left"
        self.setStyleSheet(_SHEET % edge + SCROLL_BAR_SHEET)

    @guarded(nothing)
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._fill(self._groups)
        elif event.type() == QEvent.Type.LayoutDirectionChange:
            self._apply_sheet()

    def _fill(self, groups: Groups) -> None:
        self._groups = groups
        muted = self.palette().color(QPalette.ColorRole.PlaceholderText).name()
        scrolled = self.verticalScrollBar().value()
        self.setHtml(
            "".join(_group_html(title, fields, muted) for title, fields in groups if fields)
        )
        self.verticalScrollBar().setValue(scrolled)


def _group_html(title: str, fields: Sequence[Field], muted: str) -> str:
    rows = "".join(
        f'<div style="color:{muted}; margin-top:6px">{html.escape(field.name)}</div>'
        f"<div>{html.escape(field.value)}</div>"
        for field in fields
    )
    return f'<p style="margin:0 0 2px 0; font-weight:600">{html.escape(title)}</p>{rows}<br>'
