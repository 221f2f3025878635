"""The search bar: the search box, the examples and folder of the query, and a hint."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QContextMenuEvent, QKeyEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from picseek.ui.base.plain_text import PlainLabel, plain_tooltip
from picseek.ui.qt_guard import guarded, nothing
from picseek.ui.search.model_chooser import ModelChooser
from picseek.ui.search.span_chips import SpanChips
from picseek.ui.style.icons import icon
from picseek.ui.style.stylesheets import FLAT_SHEET, MENU_SHEET
from picseek.ui.text.displayable import displayable
from picseek.ui.widgets.chip import Chip

if TYPE_CHECKING:
    from picseek.ui.commands.window import Commands
    from picseek.ui.models.controller import ModelsController
    from picseek.ui.search.controller import SearchController

_MAX_QUERY_LENGTH = 2000
_SHEET = """
#searchBar { background: palette(window); }
#searchBox {
    background: palette(base); border: 1px solid palette(shadow); border-radius: 17px;
    padding: 5px 8px; min-height: 22px; selection-background-color: palette(highlight);
    selection-color: palette(highlighted-text);
}
#searchBox:focus { border: 2px solid palette(highlight); padding: 4px 7px; }
#modelChooser { padding: 7px 20px; border: 1px solid palette(mid);
                border-radius: 16px; }
#modelChooser::menu-indicator { subcontrol-origin: padding; right: 8px;
                                subcontrol-position: right center; }
#searchHint { color: palette(placeholder-text); padding-left: 12px; }
#searchHintAction { border: none; background: transparent; color: palette(link);
                    padding: 0 6px; }
#searchHintAction:hover, #searchHintAction:focus { text-decoration: underline; }
"""


class SearchBox(QLineEdit):
    """The field for the query.

    Signals:
        escaped: Esc was pressed.
        left_downwards: The Down key was pressed.
        menu_opening: The context menu (a QMenu) is about to be shown; actions can be added.
    """

    escaped = Signal()
    left_downwards = Signal()
    menu_opening = Signal(QMenu)

    @guarded(nothing)
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc clears the search, and Down goes to the pictures."""
        if event.key() == Qt.Key.Key_Escape:
            self.escaped.emit()
        elif event.key() == Qt.Key.Key_Down:
            self.left_downwards.emit()
        else:
            super().keyPressEvent(event)

    @guarded(nothing)
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Show Qt's menu with the entries that `menu_opening` adds."""
        menu = self.createStandardContextMenu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.menu_opening.emit(menu)
        menu.popup(event.globalPos())


class SearchBar(QWidget):
    """The bar at the top of the window.

    Attributes:
        box: The field for the query.
        models: The choice of the model to search with.

    Signals:
        hint_clicked: The button next to the hint was clicked.
    """

    hint_clicked = Signal()

    def __init__(
        self, search: SearchController, models: ModelsController, commands: Commands
    ) -> None:
        super().__init__()
        self._search = search
        self.setObjectName("searchBar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setStyleSheet(FLAT_SHEET + MENU_SHEET + _SHEET)
        self.box = self._make_box()
        self.set_live(True)
        self._folder = self._make_folder_chip()
        self._chip = self._make_like_chip()
        self._spans = self._make_span_chips()
        self.models = ModelChooser(models, self)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self.box, 1)
        line.addWidget(self.models)
        column = QVBoxLayout()
        column.setSpacing(4)
        column.addLayout(line)
        column.addLayout(self._make_chips())
        column.addWidget(self._spans)
        column.addLayout(self._make_hint())
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(12, 10, 12, 8)
        self._row.setSpacing(8)
        self._row.addLayout(column, 1)
        self.models.wanted.connect(search.search_now)
        search.text_changed.connect(lambda text: self.box.setText(displayable(text)))
        search.likeness_changed.connect(self._on_likeness)
        search.folder_changed.connect(self._on_folder)
        models.changed.connect(lambda state: self.set_live(state.live or not state.current))
        commands.find.triggered.connect(self.focus)
        commands.show_all.triggered.connect(self.clear_all)

    def _make_box(self) -> SearchBox:
        box = SearchBox(self)
        box.setObjectName("searchBox")
        box.setToolTip(self.tr("Describe what to find; use -word to exclude (Ctrl+F)"))
        box.setAccessibleName(self.tr("Search pictures"))
        box.setClearButtonEnabled(True)
        if (clear := box.findChild(QAction)) is not None:
            clear.setIcon(icon("close"))  # as thin as the other icons
            clear.setText(self.tr("Clear the search"))
        # The window takes drops: folders to add, pictures to search with.
        box.setAcceptDrops(False)
        box.setMaxLength(_MAX_QUERY_LENGTH)
        magnifier = QAction(icon("search"), self.tr("Search"), box)
        box.addAction(magnifier, QLineEdit.ActionPosition.LeadingPosition)
        magnifier.triggered.connect(self._search.search_now)
        box.textChanged.connect(self._search.set_text)
        box.returnPressed.connect(self._search.search_now)
        box.escaped.connect(self.clear)
        return box

    def _make_folder_chip(self) -> Chip:
        tip, spoken = self.tr("Search in all folders"), self.tr("Remove folder")
        chip = Chip("folderChip", "removeFolderFilterButton", tip, spoken, self)
        chip.removed.connect(self._search.clear_folder)
        chip.hide()
        return chip

    def _make_like_chip(self) -> Chip:
        tip, spoken = self.tr("Search without this example"), self.tr("Remove example")
        chip = Chip("chip", "removeLikeButton", tip, spoken, self)
        chip.removed.connect(self._search.clear_likeness)
        chip.hide()
        return chip

    def _make_span_chips(self) -> SpanChips:
        chips = SpanChips(self)
        self.box.textChanged.connect(lambda text: chips.set_text(text.strip()))
        self._search.found.connect(lambda result, _refreshing: chips.show_result(result))
        self._search.browsed.connect(lambda _browsed, _refreshing: chips.show_result(None))
        self._search.failed.connect(lambda _error: chips.show_result(None))
        chips.text_requested.connect(self._on_text_requested)
        return chips

    def _on_text_requested(self, text: str) -> None:
        self.box.setText(displayable(text))
        self.box.setFocus(Qt.FocusReason.OtherFocusReason)

    def _make_chips(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(8, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(self._folder)
        row.addWidget(self._chip)
        row.addStretch(1)
        return row

    def _make_hint(self) -> QHBoxLayout:
        self._hint = PlainLabel(parent=self)
        self._hint.setObjectName("searchHint")
        self._hint.setWordWrap(True)
        self._help = QPushButton(self)
        self._help.setObjectName("searchHintAction")
        self._help.setCursor(Qt.CursorShape.PointingHandCursor)
        self._help.clicked.connect(self.hint_clicked)
        self._hint.hide()
        self._help.hide()
        row = QHBoxLayout()
        row.setSpacing(4)
        row.addWidget(self._hint, 1)
        row.addWidget(self._help, 0, Qt.AlignmentFlag.AlignTop)
        return row

    def add_button(self, button: QWidget) -> None:
        """Put a button before the box."""
        button.setFixedHeight(self.box.sizeHint().height())
        self._row.insertWidget(0, button, 0, Qt.AlignmentFlag.AlignTop)

    def focus(self) -> None:
        """Focus the box and select its text."""
        self.box.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.box.selectAll()

    def select(self, start: int, end: int) -> None:
        """Focus the box and select a part of its text, counted from its first word."""
        blanks = len(self.box.text()) - len(self.box.text().lstrip())
        self.box.setFocus(Qt.FocusReason.OtherFocusReason)
        self.box.setSelection(start + blanks, end - start)

    def _on_likeness(self) -> None:
        title = self._search.likeness.title
        self._chip.set_text(self.tr("Like: {}").format(title) if title else "")
        self._chip.setVisible(bool(title))

    def _on_folder(self) -> None:
        folder = self._search.folder
        if folder is not None:
            name = displayable(folder.name) or displayable(folder)
            self._folder.set_text(self.tr("In: {}").format(name), displayable(folder))
        self._folder.setVisible(folder is not None)

    def set_hint(self, text: str, action: str = "", tip: str = "") -> None:
        """Show a line under the box; ``""``: none.

        Args:
            text: The line.
            action: Text of the button next to it; ``""``: no button.
            tip: What the button does; ``""``: it opens the preferences.
        """
        self._help.setToolTip(plain_tooltip(tip or self.tr("Open Preferences")))
        self._hint.setText(displayable(text))
        self._hint.setVisible(bool(text))
        self._help.setText(action)
        self._help.setVisible(bool(text and action))

    def set_live(self, live: bool) -> None:
        """Show whether it searches while typing, or on Enter."""
        self.box.setPlaceholderText(
            self.tr("Describe a picture, or type part of its name")
            if live
            else self.tr("Describe a picture and press Enter")
        )

    def clear(self) -> None:
        """Clear the search; if there is none, show the pictures of all folders."""
        if not self.box.text() and self._chip.isHidden():
            self._search.clear_folder()
        self.box.clear()
        self._search.clear()

    def clear_all(self) -> None:
        """Clear the search, and show the pictures of all folders."""
        self._search.clear_folder()
        self.box.clear()
        self._search.clear()
