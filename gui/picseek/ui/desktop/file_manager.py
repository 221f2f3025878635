"""Shows files and folders in the system's file manager, in the background."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from picseek.ui.base.tasks import Lane
from picseek.ui.desktop import open_and_reveal as desktop
from picseek.ui.text.displayable import displayable

if TYPE_CHECKING:
    from picseek.ui.base.tasks import TaskRunner

_MAX_FILES = 100
"""Maximum number of files to select."""


class FileManager(QObject):
    """Opens the file manager in the background, as it may respond slowly.

    Signals:
        failed: Why a folder could not be opened, as a sentence.
    """

    failed = Signal(object)  # a str: Signal(str) drops lone surrogates

    def __init__(self, tasks: TaskRunner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks

    def reveal(self, path: Path) -> None:
        """Show a file, selected in its folder."""
        self.reveal_all((path,))

    def reveal_all(self, paths: Sequence[Path]) -> None:
        """Show files, selected; if that is not supported, the folder of the first."""
        shown = tuple(paths[:_MAX_FILES])
        if shown:
            self._tasks.submit(
                lambda _task: desktop.reveal(shown),
                on_done=partial(self._on_revealed, shown[0].parent),
                lane=Lane.FILES,
            )

    def open_folder(self, folder: Path) -> None:
        """Open a folder."""
        if not desktop.open_path(folder):
            message = self.tr("The folder couldn't be opened: {}")
            self.failed.emit(message.format(displayable(folder)))

    def _on_revealed(self, folder: Path, revealed: bool) -> None:
        if not revealed:
            self.open_folder(folder)
