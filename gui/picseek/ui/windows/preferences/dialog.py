"""The dialog around the pages."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QListWidget,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from picseek.ui.theme import BUTTON_SHEET, SCROLL_BAR_SHEET
from picseek.ui.windows.preferences.page import Page

if TYPE_CHECKING:
    from PySide6.QtGui import QShowEvent

_LIST_WIDTH = 132
_SIZE = QSize(720, 560)
_LEAST_SIZE = QSize(580, 320)
_USUAL_LINE = 16  # pixels of a line in the font that these sizes were made with
_SHEET = """
#preferencesPages { border: none; border-left: 1px solid palette(mid);
                    border-right: 1px solid palette(mid);
                    background: palette(base); outline: none; padding: 6px; }
#preferencesPages::item { border-radius: 6px; padding: 7px 8px; color: palette(text); }
#preferencesPages::item:selected { background: palette(highlight);
                                   color: palette(highlighted-text); }
QLabel[part="muted"] { color: palette(placeholder-text); }
QLineEdit { background: palette(base); border: 1px solid palette(mid); border-radius: 6px;
            padding: 5px 7px; selection-background-color: palette(highlight);
            selection-color: palette(highlighted-text); }
QLineEdit:focus { border-color: palette(highlight); }
QLineEdit:disabled { color: palette(placeholder-text); background: palette(window); }
#chosenFolders, QPlainTextEdit { background: palette(base); border: 1px solid palette(mid);
            border-radius: 6px; padding: 3px; selection-background-color: palette(highlight);
            selection-color: palette(highlighted-text); }
#chosenFolders:focus, QPlainTextEdit:focus { border-color: palette(highlight); }
QPlainTextEdit:disabled { color: palette(placeholder-text); background: palette(window); }
QRadioButton::indicator { width: 13px; height: 13px; border-radius: 7px;
                          background: palette(base); border: 1px solid palette(placeholder-text); }
QRadioButton::indicator:checked { width: 7px; height: 7px; border: 4px solid palette(highlight); }
QRadioButton::indicator:focus { border-color: palette(highlight); }
QComboBox, QSpinBox { min-height: 26px; }
QScrollArea QScrollBar:vertical { background: palette(window); }
"""


class PreferencesDialog(QDialog):
    """Shows one page at a time, chosen from a list at its left."""

    def __init__(self, pages: Sequence[Page], parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setObjectName("preferencesDialog")
        self.setWindowTitle(self.tr("Preferences"))
        self.setStyleSheet(BUTTON_SHEET + SCROLL_BAR_SHEET + _SHEET)
        larger = max(1.0, self.fontMetrics().lineSpacing() / _USUAL_LINE)
        self.setMinimumSize(_LEAST_SIZE * larger)
        self.resize(_SIZE * larger)
        self._list = self._make_list()
        self._stack = QStackedWidget(self)
        self._stack.setObjectName("preferencesStack")
        for page in pages:
            self._list.addItem(page.title)
            self._stack.addWidget(page)
            page.page_wanted.connect(self.show_page)
        self._list.currentRowChanged.connect(self._stack.setCurrentIndex)
        self._list.setCurrentRow(0)
        self._stack.currentChanged.connect(self._look_again)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        buttons.setContentsMargins(12, 8, 12, 12)
        buttons.rejected.connect(self.reject)
        # Else Enter in a field would close the dialog.
        buttons.button(QDialogButtonBox.StandardButton.Close).setAutoDefault(False)
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(self._list)
        row.addWidget(self._stack, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row, 1)
        column.addWidget(buttons)

    def _make_list(self) -> QListWidget:
        pages = QListWidget(self)
        pages.setObjectName("preferencesPages")
        pages.setAccessibleName(self.tr("Pages"))
        pages.setFixedWidth(_LIST_WIDTH)
        pages.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        return pages

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
    def _look_again(self) -> None:
        if self.isVisible():
            self._page().look_again()

    # Qt's side

    def showEvent(self, event: QShowEvent) -> None:
        """Bring the page up to date."""
        super().showEvent(event)
        self._page().look_again()
