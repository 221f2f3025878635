"""What can be done with the selected pictures."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication

from picseek.engine.errors import EngineError
from picseek.ui import desktop
from picseek.ui.controllers.search import Likeness
from picseek.ui.controllers.session import Session
from picseek.ui.tasks import Lane, Task, TaskRunner
from picseek.ui.widgets import wording

if TYPE_CHECKING:
    from PySide6.QtGui import QImage
    from PySide6.QtWidgets import QWidget

_MANY = 10
"""More windows than this are not opened without asking."""

_MOST_EXAMPLES = 20


@dataclass(frozen=True, slots=True)
class _Files:
    """Files of selected pictures: those that are there, and the first that is not."""

    present: tuple[Path, ...]
    missing: Path | None = None
    image: QImage | None = None


class PictureActions(QObject):
    """Acts on whatever is selected when it is called.

    Signals:
        told: What was done, in a few words.
        failed: What could not be done, in a sentence.
        similar_wanted: A Likeness: search for pictures like these.
    """

    told = Signal(str)
    failed = Signal(object)  # a str: Signal(str) loses what is no Unicode
    similar_wanted = Signal(object)

    def __init__(
        self,
        session: Session,
        tasks: TaskRunner,
        selected: Callable[[], Sequence[int]],
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._session = session
        self._tasks = tasks
        self._selected = selected
        self._window = window

    def open(self) -> None:
        """Open the pictures, each with the program the system has for it."""
        count = len(self._selected())
        if count > _MANY and not self._agreed_to_open(count):
            return
        self._with_files(self._open)

    def reveal(self) -> None:
        """Show the pictures' files in the file manager."""
        self._with_files(self.reveal_files)

    def copy(self) -> None:
        """Put the pictures on the clipboard: as files, and a single one also as an image."""
        self._with_files(self._copy, decode=len(self._selected()) == 1)

    def copy_path(self) -> None:
        """Put the paths of the pictures' files on the clipboard, one a line."""
        self._with_files(self._copy_path)

    def similar(self) -> None:
        """Search for more pictures like these."""
        ids = tuple(self._selected()[:_MOST_EXAMPLES])
        library = self._session.library
        if library is None or not ids:
            return
        self._tasks.submit(
            lambda _task: [row.path.name for row in library.rows(ids[:1])],
            on_done=partial(self._on_named, ids),
            on_error=self._on_error,
        )

    def reveal_files(self, files: _Files | Sequence[Path]) -> None:
        """Show files in the file manager, or open their folder where it cannot select."""
        paths = files.present if isinstance(files, _Files) else tuple(files)
        if paths:
            self._tasks.submit(
                lambda _task: desktop.reveal(paths),
                on_done=partial(self._on_revealed, paths[0].parent),
                lane=Lane.FILES,
            )

    def open_folder(self, folder: Path) -> None:
        """Open a folder in the file manager."""
        if not desktop.open_path(folder):
            self.failed.emit(
                self.tr("The folder could not be opened: {}").format(desktop.shown(folder))
            )

    def _agreed_to_open(self, count: int) -> bool:
        from PySide6.QtWidgets import QMessageBox

        question = self.tr("Open {}, each in a window of its own?").format(wording.pictures(count))
        answer = QMessageBox.question(self._window, self.tr("Open pictures"), question)
        return answer == QMessageBox.StandardButton.Yes

    def _with_files(self, then: Callable[[_Files], None], *, decode: bool = False) -> None:
        ids = list(self._selected())
        library = self._session.library
        if library is None or not ids:
            return

        def job(_task: Task) -> _Files:
            known = [(row.path, desktop.is_there(row.path)) for row in library.rows(ids)]
            present = tuple(path for path, there in known if there)
            missing = next((path for path, there in known if not there), None)
            image = None
            if decode and present:
                image = desktop.read_image(present[0])
                if image.isNull():
                    # A format that Qt does not know, such as HEIC: its thumbnail is better
                    # than nothing, and the file itself is on the clipboard beside it.
                    image = desktop.read_image(library.thumbnail(ids[0]))
            return _Files(present, missing, image)

        done = partial(self._on_files, then)
        self._tasks.submit(job, on_done=done, on_error=self._on_error, lane=Lane.FILES)

    def _on_files(self, then: Callable[[_Files], None], files: _Files) -> None:
        if files.missing is not None:
            name = desktop.shown(files.missing)
            self.failed.emit(self.tr("The file is not there any more: {}").format(name))
        if files.present:
            then(files)

    def _open(self, files: _Files) -> None:
        refused = [path for path in files.present if not desktop.open_path(path)]
        if refused:
            name = desktop.shown(refused[0])
            self.failed.emit(self.tr("No program was found that opens {}").format(name))

    def _copy(self, files: _Files) -> None:
        content = desktop.clipboard_content(files.present, files.image)
        QGuiApplication.clipboard().setMimeData(content)
        self.told.emit(self.tr("Copied {}").format(wording.pictures(len(files.present))))

    def _copy_path(self, files: _Files) -> None:
        QGuiApplication.clipboard().setText("\n".join(map(desktop.shown, files.present)))
        self.told.emit(
            self.tr("Path copied") if len(files.present) == 1 else self.tr("Paths copied")
        )

    def _on_named(self, ids: tuple[int, ...], names: list[str]) -> None:
        if not names:
            self.failed.emit(self.tr("This picture is not in the library any more."))
            return
        title = desktop.shown(names[0])
        if len(ids) > 1:
            title = self.tr("{} and {} more").format(title, len(ids) - 1)
        self.similar_wanted.emit(Likeness(ids, title))

    def _on_revealed(self, folder: Path, revealed: bool) -> None:
        if not revealed:
            self.open_folder(folder)

    def _on_error(self, error: Exception) -> None:
        if isinstance(error, EngineError):
            self.failed.emit(str(error))
