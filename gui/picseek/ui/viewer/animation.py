"""Plays an animated picture: frames are decoded by the engine, one ahead of the one shown."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Protocol

from PySide6.QtCore import QObject, QTimer, Signal

from picseek.engine.cancel import CancelToken
from picseek.engine.types import Frame
from picseek.ui.base.tasks import Lane, Task, TaskRunner
from picseek.ui.images.qimages import rendered_image
from picseek.ui.images.size import Size

if TYPE_CHECKING:
    from PySide6.QtGui import QImage

_LEAST_MS = 20
_USUAL_MS = 100
"""What browsers make of delays that no screen could follow."""


class ReadFrame(Protocol):
    """Decodes the next frame of a file; see `Pictures.frame`."""

    def __call__(self, path: Path, short_side: int, token: CancelToken, *, first: bool) -> Frame:
        """Raises: Cancelled, EngineError."""


class _Shown(NamedTuple):
    """A frame on its way to the screen, and for how many milliseconds it is shown."""

    image: QImage
    delay: int


class _Film:
    """A file that is played, in a size. Its frames are read one after the other."""

    def __init__(self, read: ReadFrame, path: Path, size: Size) -> None:
        self._read = read
        self._path = path
        self._short_side = min(size)
        self._begun = False

    def next(self, task: Task) -> _Shown:
        """The next frame; after the last one, the first."""
        first, self._begun = not self._begun, True
        frame = self._read(self._path, self._short_side, task.control, first=first)
        usual = frame.delay_ms >= _LEAST_MS
        return _Shown(rendered_image(frame.rendering), frame.delay_ms if usual else _USUAL_MS)


class Player(QObject):
    """Plays one file at a time.

    Signals:
        frame: A QImage: show this now.
        playing_changed: Whether it plays; also when there is something to play at all now.
    """

    frame = Signal(object)
    playing_changed = Signal(bool)

    def __init__(
        self, read_frame: ReadFrame, tasks: TaskRunner, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("viewerPlayer")
        self._read_frame = read_frame
        self._tasks = tasks
        self._film: _Film | None = None
        self._task: Task | None = None
        self._next: _Shown | None = None
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
        self._film = _Film(self._read_frame, path, size)
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
                film.next, on_done=self._on_frame, on_error=self._on_error, lane=Lane.FRAMES
            )

    def _on_frame(self, frame: _Shown) -> None:
        self._task = None
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
