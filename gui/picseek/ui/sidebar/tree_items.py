"""The rows of the folder tree, updated when the library changes."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from picseek.engine.types import FolderNode, FolderRow
from picseek.ui.sidebar.tree_rows import NODE_ROLE, PATH_ROLE, Rows, children

if TYPE_CHECKING:
    from PySide6.QtWidgets import QTreeWidget, QTreeWidgetItem

PAGE = 300
"""Subfolders are listed in pages of this size."""


class _Key(NamedTuple):
    """Identifies a row: a root folder inside another one has two rows."""

    root: Path
    path: Path


class FolderItems:
    """The rows of one tree, by their folders; all but the first row of the tree."""

    def __init__(self, tree: QTreeWidget, rows: Rows) -> None:
        self._tree = tree
        self._rows = rows
        self._items: dict[_Key, QTreeWidgetItem] = {}
        self._keys: dict[Path, list[_Key]] = {}
        self._lists: dict[_Key, Sequence[FolderNode]] = {}
        self._pages: dict[_Key, int] = {}
        self._parents: dict[Path, bool] = {}

    def set_roots(self, roots: Sequence[FolderRow], busy: Collection[Path]) -> None:
        """Show these root folders, of which some are being indexed."""
        wanted = {_Key(row.path, row.path) for row in roots}
        for item in children(self._tree.invisibleRootItem())[1:]:
            path = item.data(0, PATH_ROLE)
            if _Key(path, path) not in wanted:
                self._drop(_Key(path, path))
        for position, row in enumerate(roots, start=1):
            key = _Key(row.path, row.path)
            if key not in self._items:
                self._tree.insertTopLevelItem(position, self._add(key))
            self._rows.show_root(self._items[key], row, busy=row.path in busy)
            has_folders = self._parents.get(row.path, row.pictures + row.problems > 0)
            self._rows.set_expandable(self._items[key], folders=has_folders)

    def set_children(self, folder: Path, nodes: Sequence[FolderNode]) -> None:
        """Show these subfolders wherever the folder is listed, in the same order as before."""
        for key in tuple(self._keys.get(folder, ())):
            item = self._items[key]
            self._rows.set_expandable(item, folders=bool(nodes))
            if key.root == folder:
                self._parents[folder] = bool(nodes)
                if not (item.isExpanded() or key in self._lists):
                    continue  # only their presence was requested
            if self._lists.get(key) != nodes:
                self._lists[key] = nodes
                self._fill(key)

    def show_more(self, parent: QTreeWidgetItem) -> QTreeWidgetItem:
        """List another page of subfolders; return its first row."""
        keys = self._keys[parent.data(0, PATH_ROLE)]
        key = next(key for key in keys if self._items[key] is parent)
        first = self._pages[key]
        self._pages[key] += PAGE
        self._fill(key)
        return children(parent)[first]

    def open_folders(self) -> list[Path]:
        """The expanded folders whose subfolders are known."""
        opened = (key.path for key in self._lists if self._items[key].isExpanded())
        return list(dict.fromkeys(opened))

    def has_subfolders(self, root: Path) -> bool:
        """Whether a root folder is known to have subfolders."""
        return self._parents.get(root, False)

    def item_of(self, folder: Path) -> QTreeWidgetItem | None:
        """The first row of a folder, if it is listed."""
        keys = self._keys.get(folder)
        return self._items[keys[0]] if keys else None

    def _fill(self, key: _Key) -> None:
        parent, nodes = self._items[key], self._lists[key]
        most = self._pages.setdefault(key, PAGE)
        wanted = {_Key(key.root, node.path): node for node in nodes[:most]}
        for child in children(parent):
            path = child.data(0, PATH_ROLE)
            if path is None:
                parent.removeChild(child)
            elif _Key(key.root, path) not in wanted:
                self._drop(_Key(key.root, path))
        for position, (child_key, node) in enumerate(wanted.items()):
            self._show_child(parent, position, child_key, node)
        if len(nodes) > most:
            parent.addChild(self._rows.more(len(nodes) - most))

    def _show_child(
        self, parent: QTreeWidgetItem, position: int, key: _Key, node: FolderNode
    ) -> None:
        item = self._items.get(key)
        if item is None:
            item = self._add(key)
            self._rows.show_node(
                item, node
            )  # before it is in the tree, which would repaint each change
            parent.insertChild(position, item)
        elif item.data(0, NODE_ROLE) != node:
            self._rows.show_node(item, node)

    def _add(self, key: _Key) -> QTreeWidgetItem:
        item = self._items[key] = self._rows.folder(key.path)
        self._keys.setdefault(key.path, []).append(key)
        return item

    def _drop(self, key: _Key) -> None:
        """Remove a row and its subfolders."""
        item = self._items.pop(key)
        self._keys[key.path].remove(key)
        self._lists.pop(key, None)
        self._pages.pop(key, None)
        if key.root == key.path:
            self._parents.pop(key.path, None)
        for child in children(item):
            if (path := child.data(0, PATH_ROLE)) is not None:
                self._drop(_Key(key.root, path))
        (item.parent() or self._tree.invisibleRootItem()).removeChild(item)
