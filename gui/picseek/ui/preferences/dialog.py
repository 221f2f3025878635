"""The preferences dialog."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFrame,
    QHBoxLayout,
    QListWidget,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from picseek.ui.preferences.page import Page
from picseek.ui.qt_guard import guarded, nothing
from picseek.ui.style.stylesheets import BUTTON_SHEET, SCROLL_BAR_SHEET
from picseek.ui.style.text_scale import scaled, text_scale

if TYPE_CHECKING:
    from PySide6.QtGui import QShowEvent

_LIST_WIDTH = 132
_SIZE = QSize(720, 560)
_LEAST_SIZE = QSize(580, 320)
_SHEET = """
#preferencesPages { border: none; border-radius: 0; background: palette(base); outline: none;
                    padding: 8px; }
#preferencesLine { background: palette(mid); border: none; }
#preferencesPages::item { border-radius: 6px; padding: 7px 8px; color: palette(text); }
#preferencesPages::item:selected { background: palette(highlight);
                                   color: palette(highlighted-text); }
QLabel[part="muted"] { color: palette(placeholder-text); }
QScrollArea QScrollBar:vertical { background: palette(window); }
"""


class PreferencesDialog(QDialog):
    """Shows one page at a time, selected in a list."""

    def __init__(self, pages: Sequence[Page], parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setObjectName("preferencesDialog")
        self.setWindowTitle(self.tr("Preferences"))
        self.setStyleSheet(BUTTON_SHEET + SCROLL_BAR_SHEET + _SHEET)
        larger = text_scale(self)
        self.setMinimumSize(_LEAST_SIZE * larger)
        self.resize(_SIZE * larger)
        self._list = self._make_list()
        self._stack = QStackedWidget(self)
        self._stack.setObjectName("preferencesStack")
        for page in pages:
            self._list.addItem(page.title)
            self._stack.addWidget(page)
            page.page_requested.connect(self.show_page)
        self._list.currentRowChanged.connect(self._stack.setCurrentIndex)
        self._list.setCurrentRow(0)
        self._stack.currentChanged.connect(self._refresh_page)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        buttons.setContentsMargins(12, 8, 12, 12)
        buttons.rejected.connect(self.reject)
        # Else Enter in a field would close the dialog.
        buttons.button(QDialogButtonBox.StandardButton.Close).setAutoDefault(False)
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(self._stack, 1)
        column.addWidget(buttons)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._list)
        row.addWidget(self._make_line())
        row.addLayout(column, 1)

    def _make_list(self) -> QListWidget:
        pages = QListWidget(self)
        pages.setObjectName("preferencesPages")
        pages.setAccessibleName(self.tr("Pages"))
        pages.setFixedWidth(scaled(pages, _LIST_WIDTH))
        pages.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        return pages

    def _make_line(self) -> QFrame:
        line = QFrame(self)
        line.setObjectName("preferencesLine")
        line.setFixedWidth(1)
        return line

    def _page(self) -> Page:
        page = self._stack.currentWidget()
        assert isinstance(page, Page)
        return page

    @Slot(str)
    def show_page(self, name: str) -> None:
        """Show a page by its name; an unknown name changes nothing."""
        for row in range(self._stack.count()):
            page = self._stack.widget(row)
            if isinstance(page, Page) and page.name == name:
                self._list.setCurrentRow(row)

    @Slot()
    def _refresh_page(self) -> None:
        if self.isVisible():
            self._page().refresh()

    # Qt overrides

    @guarded(nothing)
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._page().refresh()
