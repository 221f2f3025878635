"""Chips under the search box: the facts in a query, and how each was understood."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from picseek.ui.search.flow_layout import FlowLayout
from picseek.ui.text import wording
from picseek.ui.text.displayable import displayable
from picseek.ui.widgets.chip import Chip

if TYPE_CHECKING:
    from picseek.engine.types import SearchResult, Span

_MAX_TEXT_PX = 420  # enough for "last winter: Dec 2025 to Feb 2026", even in large type


@dataclass(frozen=True, slots=True)
class _Shown:
    """A chip, and the part of the query that it stands for."""

    span: Span
    chip: Chip


class SpanChips(QWidget):
    """One chip for each fact in the query; none for parts that have been edited since.

    Signals:
        text_requested: A chip was removed: the query's text, in which its words describe pictures.
    """

    text_requested = Signal(object)  # a str: Signal(str) drops lone surrogates

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("spanChips")
        self.setAccessibleName(self.tr("How the search was understood"))
        self._text = ""
        self._chips: list[_Shown] = []
        flow = FlowLayout(self, 6)
        flow.setContentsMargins(8, 0, 0, 0)
        self.hide()

    def show_result(self, result: SearchResult | None) -> None:
        """Show the facts of a query; None: there are none."""
        spans = () if result is None else result.spans
        if result is not None:
            self._text = result.query.text
        if spans != tuple(shown.span for shown in self._chips):
            self._clear()
            self._chips = [_Shown(span, self._make_chip(span)) for span in spans]
        self._update()

    def set_text(self, text: str) -> None:
        """Tell what is in the search box now, without blanks around it."""
        self._text = text
        self._update()

    def _update(self) -> None:
        """Hide the chips whose words are no longer where they were."""
        visible = False
        for shown in self._chips:
            span = shown.span
            is_there = self._text[span.start : span.end] == span.text
            shown.chip.setVisible(is_there)
            visible = visible or is_there
        self.setVisible(visible)

    def _clear(self) -> None:
        layout = self.layout()
        for shown in self._chips:
            if layout is not None:
                layout.removeWidget(shown.chip)
            shown.chip.hide()
            shown.chip.deleteLater()
        self._chips = []

    def _make_chip(self, span: Span) -> Chip:
        text = displayable(span.text)
        if span.as_words:
            tip = self.tr("Search for these words in what pictures show instead")
            spoken = self.tr("Search for {} as a description").format(text)
        else:
            tip, spoken = self.tr("Remove from the search"), self.tr("Remove {}").format(text)
        chip = Chip("spanChip", "removeSpanButton", tip, spoken, self, max_text_px=_MAX_TEXT_PX)
        chip.removed.connect(partial(self._remove, span))
        chip.set_text(self._label(span))
        layout = self.layout()
        assert layout is not None
        layout.addWidget(chip)
        return chip

    def _label(self, span: Span) -> str:
        meaning = wording.localized(span.meaning)
        if ":" in span.text:  # a field: what it means says it all
            return meaning
        return self.tr("{}: {}").format(displayable(span.text), meaning)

    def _remove(self, span: Span) -> None:
        rest = self._text[: span.start] + span.as_words + self._text[span.end :]
        self.text_requested.emit(" ".join(rest.split()) if not span.as_words else rest)
