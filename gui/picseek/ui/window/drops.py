"""Dropped files: folders are added, pictures are examples to search with."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QMimeData, QObject

from picseek.ui.base.tasks import Lane, Task, TaskRunner
from picseek.ui.desktop.open_and_reveal import local_path
from picseek.ui.indexing.folders import FolderController
from picseek.ui.search.controller import Likeness, SearchController
from picseek.ui.text.displayable import displayable

_Sorted = tuple[tuple[Path, ...], tuple[Path, ...]]


def dropped_paths(mime: QMimeData) -> list[Path]:
    """Return the files and folders of a drag; empty if it has other content."""
    paths = (local_path(url) for url in mime.urls())
    return [path for path in paths if path is not None]


class DropController(QObject):
    """Handles files dropped on the window."""

    def __init__(
        self,
        tasks: TaskRunner,
        folders: FolderController,
        search: SearchController,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._folders = folders
        self._search = search

    def handle(self, paths: Sequence[Path]) -> None:
        """Add dropped folders, and search for pictures similar to dropped ones."""

        def job(_task: Task) -> _Sorted:
            kinds = [
                (path, os.path.isdir(path))  # noqa: PTH112 - never raises
                for path in paths
            ]
            folders = tuple(path for path, is_folder in kinds if is_folder)
            return folders, tuple(path for path, is_folder in kinds if not is_folder)

        self._tasks.submit(job, on_done=self._on_sorted, lane=Lane.FILES)

    def _on_sorted(self, found: _Sorted) -> None:
        folders, pictures = found
        self._folders.add(folders)
        if not pictures:
            return
        title = displayable(pictures[0].name)
        if len(pictures) > 1:
            title = self.tr("{} and {} more").format(title, len(pictures) - 1)
        self._search.set_likeness(Likeness(pictures, title))
