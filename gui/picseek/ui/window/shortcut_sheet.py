"""The list of a window's actions and shortcuts, read from the actions themselves."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import (
    QDialog,
    QHeaderView,
    QLineEdit,
    QMainWindow,
    QMenu,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from picseek.ui.base.plain_text import plain_tooltip
from picseek.ui.qt_guard import guarded
from picseek.ui.style.stylesheets import BUTTON_SHEET
from picseek.ui.style.text_scale import text_scale
from picseek.ui.text.bidi import isolated_ltr

_MARGIN = 16
_MNEMONIC = "&"
_NATIVE = QKeySequence.SequenceFormat.NativeText


class _Group(NamedTuple):
    """The actions of one menu or widget."""

    title: str
    actions: list[QAction]


class ShortcutSheet(QDialog):
    """Lists all actions and shortcuts by menu; typing filters the list."""

    def __init__(self, window: QMainWindow) -> None:
        super().__init__(window)
        self.setObjectName("shortcutSheet")
        self.setWindowTitle(self.tr("Keyboard shortcuts"))
        self.setStyleSheet(BUTTON_SHEET)
        self._main = window
        self._filter = QLineEdit(self)
        self._filter.setObjectName("shortcutFilter")
        self._filter.setPlaceholderText(self.tr("Search actions and shortcuts"))
        self._filter.setAccessibleName(self.tr("Search actions and shortcuts"))
        self._filter.setClearButtonEnabled(True)
        self._filter.textChanged.connect(self._filter_list)
        self._list = self._make_list()
        self._listed: list[tuple[QTreeWidgetItem, list[QTreeWidgetItem]]] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(_MARGIN, _MARGIN, _MARGIN, _MARGIN)
        column.setSpacing(12)
        column.addWidget(self._filter)
        column.addWidget(self._list, 1)

    def _make_list(self) -> QTreeWidget:
        actions = QTreeWidget(self)
        actions.setObjectName("shortcutList")
        actions.setAccessibleName(self.tr("Actions and shortcuts"))
        actions.setColumnCount(2)
        actions.setHeaderLabels([self.tr("Action"), self.tr("Shortcut")])
        actions.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        actions.header().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        actions.header().setStretchLastSection(False)
        actions.setRootIsDecorated(False)
        actions.setItemsExpandable(False)
        actions.setSelectionMode(QTreeWidget.SelectionMode.SingleSelection)
        return actions

    @guarded(QSize)
    def sizeHint(self) -> QSize:
        """Wide enough for the longest action, in whatever language."""
        margins, bar = self.contentsMargins(), self._list.verticalScrollBar().sizeHint().width()
        columns = self._list.sizeHintForColumn(0) + self._list.sizeHintForColumn(1)
        around = 2 * _MARGIN + margins.left() + margins.right() + 2 * self._list.frameWidth() + bar
        return (QSize(520, 640) * text_scale(self)).expandedTo(QSize(columns + around, 0))

    def read(self) -> None:
        """List the actions as they are now."""
        self._listed.clear()
        self._list.clear()
        for title, actions in _groups(self._main):
            self._add_group(title or self.tr("Everywhere"), map(_line, actions))
        self._add_group(self.tr("In the picture grid"), self._gestures())
        self._list.expandAll()
        if not self.testAttribute(Qt.WidgetAttribute.WA_Resized):
            self.resize(self.sizeHint())  # Qt itself would use two thirds of the screen at most
        self._filter.clear()
        self._filter.setFocus()

    def _add_group(self, title: str, lines: Iterable[QTreeWidgetItem]) -> None:
        group = QTreeWidgetItem([title])
        group.setFlags(Qt.ItemFlag.ItemIsEnabled)
        font = group.font(0)
        font.setBold(True)
        group.setFont(0, font)
        rows = list(lines)
        self._list.addTopLevelItem(group)
        group.addChildren(rows)
        self._listed.append((group, rows))

    def _gestures(self) -> Iterator[QTreeWidgetItem]:
        """Yield mouse gestures and keys that are not actions."""
        control = isolated_ltr(QKeySequence(Qt.Modifier.CTRL | Qt.Key.Key_A).toString(_NATIVE)[:-1])
        shift = isolated_ltr(QKeySequence(Qt.Modifier.SHIFT | Qt.Key.Key_A).toString(_NATIVE)[:-1])
        for does, how in (
            (self.tr("Go to a picture by name"), self.tr("Type the first letters")),
            (self.tr("Add or remove one picture"), self.tr("{}click").format(control)),
            (self.tr("Select a range"), self.tr("{}click").format(shift)),
            (self.tr("Select pictures in an area"), self.tr("Drag from an empty spot")),
            (self.tr("Select a whole month"), self.tr("Click its title")),
            (self.tr("Larger or smaller thumbnails"), self.tr("{}wheel").format(control)),
        ):
            yield _row(does, how)

    def _filter_list(self, text: str) -> None:
        words = text.casefold().split()
        for group, lines in self._listed:
            for line in lines:
                shown = f"{line.text(0)} {line.text(1)}".casefold()
                line.setHidden(not all(word in shown for word in words))
            group.setHidden(all(line.isHidden() for line in lines))


def _line(action: QAction) -> QTreeWidgetItem:
    keys = [isolated_ltr(keys.toString(_NATIVE)) for keys in action.shortcuts()]
    does = action.text().partition("\t")[0].replace(_MNEMONIC, "")
    line = _row(does, "   ".join(keys))
    line.setToolTip(0, plain_tooltip(action.statusTip()))
    return line


def _row(does: str, how: str) -> QTreeWidgetItem:
    line = QTreeWidgetItem([does, how])
    line.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
    return line


def _groups(window: QMainWindow) -> Iterator[_Group]:
    """The menus, then the actions of single widgets; each action once."""
    seen: set[QAction] = set()
    for entry in window.menuBar().actions():
        menu = entry.menu()
        if isinstance(menu, QMenu):
            actions = [each for each in _in_menu(menu) if each not in seen]
            seen.update(actions)
            if actions:
                yield _Group(entry.text().replace(_MNEMONIC, ""), actions)
    for widget in window.findChildren(QWidget):
        local = [each for each in widget.actions() if each.shortcuts() and each not in seen]
        if local and not isinstance(widget, QMenu):
            seen.update(local)
            yield _Group(widget.accessibleName(), local)


def _in_menu(menu: QMenu) -> Iterator[QAction]:
    """Yield the actions of a menu and its submenus, without separators and titles."""
    for action in menu.actions():
        inner = action.menu()
        if isinstance(inner, QMenu):
            yield from _in_menu(inner)
        elif not action.isSeparator() and action.text():
            yield action
