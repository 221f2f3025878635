"""The sidebar: folders and saved searches."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from itertools import pairwise
from pathlib import Path

from PySide6.QtCore import QPoint, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QMenu,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from picseek.engine.types import FolderRow, SavedSearch
from picseek.ui.base.plain_text import PlainLabel
from picseek.ui.base.window_settings import WindowSettings
from picseek.ui.commands.window import Commands
from picseek.ui.qt_guard import guarded
from picseek.ui.sidebar.folder_tree import FolderTree
from picseek.ui.sidebar.row_delegate import PAD
from picseek.ui.sidebar.saved_list import SavedList
from picseek.ui.sidebar.widget_shortcuts import WidgetShortcuts
from picseek.ui.style.icons import icon
from picseek.ui.style.stylesheets import FLAT_SHEET, MENU_SHEET, SCROLL_BAR_SHEET
from picseek.ui.style.text_scale import scaled
from picseek.ui.text import wording
from picseek.ui.text.bidi import shortcut_text
from picseek.ui.text.displayable import displayable

_LEAST_WIDTH = 150
_FIRST_WIDTH = 256
_SHEET = """
#folderPanel { background: palette(window); border: none; }
#folderTitle, #savedTitle { font-weight: 600; }
#savedHint { color: palette(placeholder-text); padding: 0 8px 4px 4px; }
#savedLine { background: palette(mid); max-height: 1px; border: none; }
#folderTree, #savedList { background: transparent; border: none; outline: none;
                          show-decoration-selected: 0; }
#savedList QLineEdit { background: palette(base); border: 1px solid palette(highlight);
                       border-radius: 4px; padding: 0 3px; }
QScrollBar:vertical { background: palette(window); }
"""


class SidePanel(QWidget):
    """The folders, and the saved searches under them.

    Attributes:
        tree: The folders.
        saved: The saved searches.

    Signals:
        remove_requested: The path of a root folder to remove from the library.
        rescan_requested: The path of a folder to rescan.
        open_requested: The path of a folder to open in the file manager.
        exclude_requested: The pattern of a folder to exclude.
    """

    remove_requested = Signal(object)
    rescan_requested = Signal(object)
    open_requested = Signal(object)
    exclude_requested = Signal(str)

    def __init__(self, commands: Commands) -> None:
        super().__init__()
        self.setObjectName("folderPanel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setStyleSheet(FLAT_SHEET + SCROLL_BAR_SHEET + MENU_SHEET + _SHEET)
        self._add = add = commands.add_folder
        self._rescan = rescan = commands.rescan
        self._save = save = commands.sidebar.save_search
        self.tree = FolderTree(self)
        self.saved = SavedList(self)
        self.saved.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._remove = self._make_remove()
        self._hint = self._make_hint()
        self._column = column = QVBoxLayout(self)
        column.setSpacing(6)
        column.addLayout(self._make_head("folderTitle", self.tr("Folders"), (add, rescan)))
        column.addWidget(self.tree, 1)
        column.addWidget(self._make_line())
        column.addLayout(self._make_head("savedTitle", self.tr("Saved searches"), (save,)))
        column.addWidget(self._hint)
        column.addWidget(self.saved)
        self.set_spacing(12, PAD)
        self._order_tabs()
        self.tree.currentItemChanged.connect(self._on_current)
        self.tree.menu_requested.connect(self._show_menu)
        self.set_searches((), writable=False)

    def _order_tabs(self) -> None:
        """Make Tab move from top to bottom."""
        add, rescan, save = self.findChildren(QToolButton)
        order = (add, rescan, self.tree, save, self.saved)
        for before, after in pairwise(order):
            self.setTabOrder(before, after)

    def _make_remove(self) -> QAction:
        action = QAction(icon("remove"), self.tr("Remove from library…"), self)
        action.setObjectName("removeFolderAction")
        action.setShortcut(Qt.Key.Key_Delete)
        action.setToolTip(
            self.tr("Remove the selected folder from the library; its pictures stay on disk (Del)")
        )
        action.setEnabled(False)
        action.triggered.connect(self._on_remove)
        WidgetShortcuts(self.tree).add(action)
        return action

    def _make_head(self, name: str, text: str, actions: Sequence[QAction]) -> QHBoxLayout:
        title = PlainLabel(text, self)
        title.setObjectName(name)
        row = QHBoxLayout()
        row.setContentsMargins(7, 0, 0, 0)
        row.setSpacing(2)
        row.addWidget(title, 1)
        for action in actions:
            button = QToolButton(self)
            button.setDefaultAction(action)
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
            row.addWidget(button)
        return row

    def _make_line(self) -> QFrame:
        line = QFrame(self)
        line.setObjectName("savedLine")
        line.setFixedHeight(1)
        return line

    def _make_hint(self) -> QLabel:
        keys = shortcut_text(self._save)
        hint = PlainLabel(self.tr("Search for something, then save it with {}.").format(keys), self)
        hint.setObjectName("savedHint")
        hint.setWordWrap(True)
        return hint

    @guarded(QSize)
    def sizeHint(self) -> QSize:
        return QSize(scaled(self, _FIRST_WIDTH), super().sizeHint().height())

    @guarded(QSize)
    def minimumSizeHint(self) -> QSize:
        """Wide enough for its titles and buttons, in whatever language."""
        least = super().minimumSizeHint()
        return QSize(max(scaled(self, _LEAST_WIDTH), least.width()), least.height())

    def set_spacing(self, around: int, pad: int) -> None:
        """Set the margin around the panel and the padding of rows, in pixels."""
        less = around * 2 // 3
        self._column.setContentsMargins(less, around, less, less)
        self.tree.pad = self.saved.pad = pad

    def restore(self, settings: WindowSettings) -> None:
        """Expand the stored folders as soon as they are listed."""
        self.tree.reopen(settings.open_folders)

    def put_into(self, settings: WindowSettings) -> WindowSettings:
        """Return the settings with the expanded folders."""
        return replace(settings, open_folders=tuple(self.tree.folders_to_expand()))

    def set_roots(self, roots: Sequence[FolderRow], pictures: int) -> None:
        """Show these root folders, and the number of all pictures."""
        self.tree.set_roots(roots, pictures)
        self._on_current()

    def set_searches(self, searches: Sequence[SavedSearch], *, writable: bool) -> None:
        """Show these saved searches."""
        had_focus = self.saved.hasFocus()
        self.saved.set_searches(searches, writable=writable)
        self.saved.setVisible(bool(searches))
        if had_focus and not searches:
            self.tree.setFocus()
        self._hint.setVisible(not searches)

    def folder_menu(self) -> QMenu:
        """Return the menu of the current folder; if there is none, of all folders."""
        menu = QMenu(self)
        menu.setObjectName("folderMenu")
        folder = self.tree.folder()
        if folder is None:
            menu.addActions([self._add, self._rescan])
            return menu
        self._add_folder_actions(menu, folder)
        if self.tree.root() is not None:
            menu.addSeparator()
            menu.addAction(self._remove)
        return menu

    def _add_folder_actions(self, menu: QMenu, folder: Path) -> None:
        show = menu.addAction(icon("pictures"), self.tr("Show only this folder"))
        show.triggered.connect(partial(self.tree.chosen.emit, folder))
        opens = menu.addAction(icon("reveal"), self.tr("Open in file manager"))
        opens.triggered.connect(partial(self.open_requested.emit, folder))
        copy = menu.addAction(icon("copy-path"), self.tr("Copy path"))
        copy.triggered.connect(partial(QGuiApplication.clipboard().setText, displayable(folder)))
        check = menu.addAction(icon("refresh"), self.tr("Check this folder for changes"))
        check.setEnabled(self._rescan.isEnabled())
        check.triggered.connect(partial(self.rescan_requested.emit, folder))
        if pattern := self.tree.pattern():
            exclude = menu.addAction(icon("remove"), self.tr("Exclude this folder…"))
            exclude.setEnabled(self._rescan.isEnabled())
            exclude.triggered.connect(partial(self.exclude_requested.emit, pattern))
        if count := self.tree.problems():
            text = self.tr("Show {}…").format(wording.problems(count))
            problems = menu.addAction(icon("warning"), text)
            problems.triggered.connect(partial(self.tree.problems_requested.emit, folder))

    def _on_current(self) -> None:
        self._remove.setEnabled(self.tree.root() is not None and self._add.isEnabled())

    def _on_remove(self) -> None:
        if (root := self.tree.root()) is not None:
            self.remove_requested.emit(root.path)

    def _show_menu(self, at: QPoint) -> None:
        menu = self.folder_menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        # Later: a chosen action runs after the menu is hidden.
        menu.aboutToHide.connect(lambda: QTimer.singleShot(0, self.tree, self.tree.restore_current))
        menu.popup(at)
