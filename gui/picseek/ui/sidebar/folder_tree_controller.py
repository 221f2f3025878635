"""Fills the folder tree, and searches in the folder that is selected there."""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from picseek.engine.types import FolderNode, LibraryStatus
from picseek.ui.base.session import Session
from picseek.ui.base.tasks import Lane, Task
from picseek.ui.indexing.controller import IndexingController, IndexState
from picseek.ui.indexing.folders import FolderController
from picseek.ui.search.controller import SearchController
from picseek.ui.sidebar.panel import SidePanel

if TYPE_CHECKING:
    from picseek.engine.library import Library

_SLICE_S = 0.008

_Children = Mapping[Path, Sequence[FolderNode]]


class FolderTreeController(QObject):
    """Reads subfolders as folders are expanded, in the background."""

    def __init__(
        self,
        session: Session,
        indexing: IndexingController,
        folders: FolderController,
        search: SearchController,
        panel: SidePanel,
    ) -> None:
        super().__init__(panel)
        self._session = session
        self._indexing = indexing
        self._search = search
        self._panel = panel
        self._roots: tuple[Path, ...] = ()
        self._counts: dict[Path, int] = {}
        self._wanted: dict[Path, None] = {}
        self._found: dict[Path, Sequence[FolderNode]] = {}
        self._task: Task | None = None
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._show_found)
        tree = panel.tree
        folders.status_changed.connect(self._on_status)
        indexing.state_changed.connect(self._on_indexing)
        tree.children_requested.connect(lambda folder: self._read((folder,)))
        tree.chosen.connect(search.set_folder)
        search.folder_changed.connect(lambda: tree.show_chosen(search.folder))
        panel.remove_requested.connect(folders.remove)
        panel.rescan_requested.connect(folders.rescan)

    def _on_status(self, status: LibraryStatus) -> None:
        self._roots = tuple(row.path for row in status.folders)
        self._panel.set_roots(status.folders, status.pictures)
        self._read((*self._unknown_roots(status), *self._panel.tree.open_folders()))
        folder = self._search.folder
        if folder is not None and not any(map(folder.is_relative_to, self._roots)):
            self._search.set_folder(None)  # it was removed

    def _unknown_roots(self, status: LibraryStatus) -> list[Path]:
        """Return root folders that may have their first subfolders since the last read."""
        counts = {row.path: row.pictures + row.problems for row in status.folders}
        before, self._counts = self._counts, counts
        known = self._panel.tree.has_subfolders
        changed = (path for path, count in counts.items() if before.get(path, 0) != count)
        return [path for path in changed if not known(path)]

    def _on_indexing(self, state: IndexState) -> None:
        indexed = self._indexing.folders or self._roots
        busy = [
            root
            for root in self._roots
            if any(each.is_relative_to(root) or root.is_relative_to(each) for each in indexed)
        ]
        self._panel.tree.set_busy(busy if state.worth_showing and not state.paused else ())

    def _read(self, folders: Iterable[Path]) -> None:
        """Read the subfolders of these; requests during a read are combined."""
        self._wanted.update(dict.fromkeys(folders))
        if self._task is not None or self._session.library is None or not self._wanted:
            return
        requested, self._wanted = tuple(self._wanted), {}

        def job(library: Library, task: Task) -> _Children:
            found: dict[Path, Sequence[FolderNode]] = {}
            for folder in requested:
                task.control.raise_if_cancelled()
                found[folder] = library.sidebar.subfolders(folder)
            return found

        # Folders that cannot be read stay as they are.
        self._task = self._session.run(
            job, self._on_children, ended=self._on_end, lane=Lane.SIDEBAR
        )

    def _on_end(self) -> None:
        self._task = None

    def _on_children(self, found: _Children) -> None:
        self._found.update(found)
        self._show_found()
        self._read(())

    def _show_found(self) -> None:
        """Show as much as fits into half a frame, then let the window paint."""
        until = time.monotonic() + _SLICE_S
        while self._found and time.monotonic() < until:
            folder = next(iter(self._found))
            self._panel.tree.set_children(folder, self._found.pop(folder))
        if self._found:
            self._soon.start()
