"""Plays an animated picture: frames are decoded on a thread, one ahead of the one shown."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from picseek.ui.base.tasks import Lane, Task, TaskRunner
from picseek.ui.images.decoding import FileReader, content_of, for_screen
from picseek.ui.images.size import Size

if TYPE_CHECKING:
    from PySide6.QtGui import QImage

_LEAST_MS = 20
_USUAL_MS = 100
"""What browsers make of delays that no screen could follow."""


@dataclass(frozen=True, slots=True)
class Frame:
    """One frame, and for how many milliseconds it is shown."""

    image: QImage
    delay: int


class _Film:
    """The frames of a file, over and over. Used on one lane only, so by one thread at a time."""

    def __init__(self, path: Path, size: Size) -> None:
        self._path = path
        self._size = size
        self._content: bytes | None = None
        self._file: FileReader | None = None

    def next(self) -> Frame | None:
        """The next frame, after the last one the first; None where there is nothing to play."""
        frame = self._read() if self._file is not None else None
        if frame is None:
            self._rewind()
            frame = self._read()
        return frame

    def _rewind(self) -> None:
        try:
            self._content = self._content or content_of(self._path)
        except OSError:
            self._content = None
        self._file = FileReader(self._content) if self._content else None
        if self._file is not None:
            self._file.shrink(self._size)

    def _read(self) -> Frame | None:
        if self._file is None:
            return None
        image = self._file.read()
        if image.isNull():
            return None
        delay = self._file.delay
        return Frame(for_screen(image), delay if delay >= _LEAST_MS else _USUAL_MS)


class Player(QObject):
    """Plays one file at a time.

    Signals:
        frame: A QImage: show this now.
        playing_changed: Whether it plays; also when there is something to play at all now.
    """

    frame = Signal(object)
    playing_changed = Signal(bool)

    def __init__(self, tasks: TaskRunner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("viewerPlayer")
        self._tasks = tasks
        self._film: _Film | None = None
        self._task: Task | None = None
        self._next: Frame | None = None
        self._playing = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._show_next)

    @property
    def loaded(self) -> bool:
        """Whether there is something to play."""
        return self._film is not None

    @property
    def playing(self) -> bool:
        """Whether it is being played."""
        return self._playing

    def load(self, path: Path, size: Size, *, play: bool = True) -> None:
        """Play a file, in this size, from its beginning.

        Args:
            path: Its file.
            size: Of a frame, upright.
            play: Begin at once; else what is shown stays until `toggle`.
        """
        self.unload()
        self._film = _Film(path, size)
        self._playing = play
        self._fetch()
        self.playing_changed.emit(play)

    def unload(self) -> None:
        """Stop, and forget the file."""
        if self._task is not None:
            self._task.cancel()
            self._task = None
        loaded, self._film = self.loaded, None
        self._next = None
        self._playing = False
        self._timer.stop()
        if loaded:
            self.playing_changed.emit(False)

    def toggle(self) -> None:
        """Pause, or go on."""
        if self._film is None:
            return
        self._playing = not self._playing
        if self._playing:
            self._timer.start(0)
        else:
            self._timer.stop()
        self.playing_changed.emit(self._playing)

    def _fetch(self) -> None:
        film = self._film
        if film is not None and self._task is None:
            self._task = self._tasks.submit(
                _asking(film), on_done=self._on_frame, on_error=self._on_error, lane=Lane.FRAMES
            )

    def _on_frame(self, frame: Frame | None) -> None:
        self._task = None
        if frame is None:
            self.unload()
            return
        self._next = frame
        if self._playing and not self._timer.isActive():
            self._show_next()

    def _on_error(self, _error: Exception) -> None:
        self.unload()

    def _show_next(self) -> None:
        """Show the frame that waits; without one, `_on_frame` does as soon as it comes."""
        frame, self._next = self._next, None
        if frame is None or not self._playing:
            self._next = frame
            return
        self._timer.start(frame.delay)
        self.frame.emit(frame.image)
        self._fetch()


def _asking(film: _Film) -> Callable[[Task], Frame | None]:
    return lambda _task: film.next()
