"""Opens, shows and copies the selected pictures, and searches for similar ones."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication

from picseek.engine.errors import EngineError, PictureError
from picseek.engine.types import ANY_FILE, FilesDone, PictureRow, ShownFiles
from picseek.ui.base.session import Session
from picseek.ui.base.tasks import Lane, Task
from picseek.ui.desktop import open_and_reveal as desktop
from picseek.ui.desktop.clipboard import ClipboardContent, copied_files, copied_image
from picseek.ui.images.qimages import clipboard_side, rendered_image
from picseek.ui.search.controller import Likeness, SearchController
from picseek.ui.text import wording
from picseek.ui.text.displayable import displayable
from picseek.ui.widgets.long_jobs import LongJobs

if TYPE_CHECKING:
    from PySide6.QtGui import QImage

    from picseek.engine.library import Library
    from picseek.ui.commands.window import Commands
    from picseek.ui.desktop.file_manager import FileManager
    from picseek.ui.grid.view import GridView

_ASK_FROM = 10
"""To open more windows than this, the user must confirm."""

_MAX_OPENED = 100
"""Maximum number of windows to open."""

_CHUNK = 200

_MAX_EXAMPLES = 20


@dataclass(frozen=True, slots=True)
class _Files:
    """Files of selected pictures.

    Attributes:
        present: Existing files.
        missing: The first missing file.
        content: Content for the clipboard, if any.
    """

    present: tuple[Path, ...]
    missing: Path | None = None
    content: ClipboardContent | None = None


_Prepare = Callable[["Library", list[PictureRow]], ClipboardContent]


class PictureActions(QObject):
    """Performs actions on the selected pictures, perhaps thousands.

    Attributes:
        jobs: Runs jobs that may take longer.
        file_manager: Shows files.

    Signals:
        reported: A short message about what was done.
        failed: What could not be done, as a sentence.
    """

    reported = Signal(str)
    failed = Signal(object)  # a str: Signal(str) drops lone surrogates

    def __init__(
        self,
        session: Session,
        search: SearchController,
        commands: Commands,
        grid: GridView,
        file_manager: FileManager,
    ) -> None:
        super().__init__(commands.window)
        self._session = session
        self._search = search
        self._selected = grid.selection.ids
        self._grid = grid
        self.file_manager = file_manager
        self._window = commands.window
        self._to_open: list[Path] = []
        self.jobs = LongJobs(session, commands.window)
        self.jobs.failed.connect(self.failed)
        file_manager.failed.connect(self.failed)
        commands.open.triggered.connect(self.open)
        commands.reveal.triggered.connect(self.reveal)
        commands.copy.triggered.connect(self.copy)
        commands.copy_path.triggered.connect(self.copy_path)
        commands.similar.triggered.connect(self.similar)
        commands.files.copy_image.triggered.connect(self.copy_image)

    @property
    def _shown(self) -> ShownFiles:
        results = self._grid.content.results
        return ANY_FILE if results is None else results.shown

    def open(self) -> None:
        """Open the pictures, each with its default program."""
        count = len(self._selected())
        if count > _MAX_OPENED:
            text = self.tr("You can open up to {} pictures at a time.")
            self.failed.emit(text.format(wording.number(_MAX_OPENED)))
            return
        if count > _ASK_FROM and not self._confirmed_opening(count):
            return
        self._with_files(self._open)

    def reveal(self) -> None:
        """Show the pictures' files in the file manager."""
        self._with_files(lambda files: self.file_manager.reveal_all(files.present))

    def copy(self) -> None:
        """Copy the pictures as files, and a single one also as an image."""
        self._with_files(self._copied, _copy)

    def copy_image(self) -> None:
        """Copy a single picture as an image only."""
        if len(self._selected()) == 1:
            self._with_files(self._copied, _copy_image)

    def copy_path(self) -> None:
        """Copy the paths of the pictures' files, one per line."""
        self._with_files(self._paths_copied, _copy_paths)

    def similar(self) -> None:
        """Search for more pictures like these."""
        ids = tuple(self._selected()[:_MAX_EXAMPLES])
        shown = self._shown
        if ids:
            self._session.run(
                lambda library, _task: [row.path.name for row in library.rows(ids[:1], shown)],
                partial(self._on_named, ids),
                self.failed.emit,
            )

    def _confirmed_opening(self, count: int) -> bool:
        from picseek.ui.widgets import confirm_dialog

        text = self.tr("Open {} in separate windows?").format(wording.pictures(count))
        title = self.tr("Open pictures")
        return confirm_dialog.confirm(self._window, title, text, action=title, icon="open")

    def _with_files(self, then: Callable[[_Files], None], prepare: _Prepare | None = None) -> None:
        ids, shown = list(self._selected()), self._shown
        if not ids:
            return

        def job(library: Library, task: Task) -> _Files:
            present: list[PictureRow] = []
            missing = None
            for start in range(0, len(ids), _CHUNK):
                task.control.raise_if_cancelled()
                for row in library.rows(ids[start : start + _CHUNK], shown):
                    path = _present(library, row)
                    if path is None:
                        missing = missing or row.path
                    else:
                        present.append(replace(row, path=path))
                task.report(FilesDone(min(start + _CHUNK, len(ids)), len(ids)))
            content = prepare(library, present) if prepare is not None and present else None
            return _Files(tuple(row.path for row in present), missing, content)

        title = self.tr("Locating {}").format(wording.pictures(len(ids)))
        self.jobs.run(title, job, partial(self._on_files, then), lane=Lane.FILES)

    def _on_files(self, then: Callable[[_Files], None], files: _Files) -> None:
        if files.missing is not None:
            name = displayable(files.missing)
            self.failed.emit(self.tr("The file was moved or deleted: {}").format(name))
        if files.present:
            then(files)

    def _open(self, files: _Files) -> None:
        self._to_open += files.present
        self._open_next()

    def _open_next(self) -> None:
        """Open one file; starting a program takes long, so let the window paint in between."""
        path = self._to_open.pop(0)
        if not desktop.open_path(path):
            self._to_open.clear()
            name = displayable(path)
            self.failed.emit(self.tr("No app found that can open {}").format(name))
        if self._to_open:
            QTimer.singleShot(0, self, self._open_next)

    def _copied(self, files: _Files) -> None:
        if self._put_on_clipboard(files):
            self.reported.emit(self.tr("Copied {}").format(wording.pictures(len(files.present))))

    def _paths_copied(self, files: _Files) -> None:
        if self._put_on_clipboard(files):
            self.reported.emit(self.tr("%Ln path(s) copied", "", len(files.present)))

    def _put_on_clipboard(self, files: _Files) -> bool:
        if files.content is None:
            return False
        QGuiApplication.clipboard().setMimeData(files.content.to_mime())
        return True

    def _on_named(self, ids: tuple[int, ...], names: list[str]) -> None:
        if not names:
            self.failed.emit(self.tr("This picture is no longer in the library."))
            return
        title = displayable(names[0])
        if len(ids) > 1:
            title = self.tr("{} and {} more").format(title, len(ids) - 1)
        self._search.set_likeness(Likeness(ids, title))


# On a background thread


def _present(library: Library, row: PictureRow) -> Path | None:
    """Return an existing file of the picture: the one shown, or else a copy."""
    if desktop.exists(row.path):
        return row.path
    if row.copies == 1:
        return None
    try:
        return library.pictures.file_of(row.id)
    except PictureError:
        return None


def _copy(library: Library, rows: list[PictureRow]) -> ClipboardContent:
    """Return files for the clipboard; for a single picture also the image."""
    paths = [row.path for row in rows]
    formats = copied_files(paths)
    image = None
    if len(rows) == 1:
        try:
            image = _image_of(library, rows[0])
            formats |= copied_image(image)
        except EngineError:  # the file can still be copied
            image = None
    return ClipboardContent(formats, _lines(paths), image)


def _copy_image(library: Library, rows: list[PictureRow]) -> ClipboardContent:
    image = _image_of(library, rows[0])
    return ClipboardContent(copied_image(image), image=image)


def _copy_paths(_library: Library, rows: list[PictureRow]) -> ClipboardContent:
    return ClipboardContent({}, _lines([row.path for row in rows]))


def _lines(paths: Sequence[Path]) -> str:
    return "\n".join(map(displayable, paths))


def _image_of(library: Library, row: PictureRow) -> QImage:
    """Return all pixels of a picture.

    Raises:
        EngineError: It cannot be decoded.
    """
    return rendered_image(library.pictures.rendering(row.path, clipboard_side(row)))
