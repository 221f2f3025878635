"""Plays animated pictures; the engine decodes one frame ahead."""

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

_MIN_DELAY_MS = 20
_DEFAULT_DELAY_MS = 100
"""Replaces shorter delays, as in browsers."""


class ReadFrame(Protocol):
    """Decodes the next frame of a file; see `Pictures.frame`."""

    def __call__(self, path: Path, short_side: int, token: CancelToken, *, first: bool) -> Frame:
        """Raises: Cancelled, EngineError."""


class _TimedFrame(NamedTuple):
    """A frame, and how long it is shown, in milliseconds."""

    image: QImage
    delay: int


class _Animation:
    """A file whose frames are decoded in order, at one size."""

    def __init__(self, read: ReadFrame, path: Path, size: Size) -> None:
        self._read = read
        self._path = path
        self._short_side = min(size)
        self._started = False

    def next(self, task: Task) -> _TimedFrame:
        """Decode the next frame; the first again after the last."""
        first, self._started = not self._started, True
        frame = self._read(self._path, self._short_side, task.control, first=first)
        valid = frame.delay_ms >= _MIN_DELAY_MS
        delay = frame.delay_ms if valid else _DEFAULT_DELAY_MS
        return _TimedFrame(rendered_image(frame.rendering), delay)


class Player(QObject):
    """Plays one file at a time.

    Signals:
        frame: A QImage to show now.
        playing_changed: Whether it is playing; also emitted after loading and unloading.
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
        self._animation: _Animation | None = None
        self._task: Task | None = None
        self._next: _TimedFrame | None = None
        self._playing = False
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._show_next)

    @property
    def loaded(self) -> bool:
        """Whether an animation is loaded."""
        return self._animation is not None

    @property
    def playing(self) -> bool:
        """Whether the animation is running."""
        return self._playing

    def load(self, path: Path, size: Size, *, play: bool = True) -> None:
        """Load a file and play it from the start.

        Args:
            path: The file.
            size: Size of a frame, upright.
            play: Play at once; else wait for `toggle`.
        """
        self.unload()
        self._animation = _Animation(self._read_frame, path, size)
        self._playing = play
        self._fetch()
        self.playing_changed.emit(play)

    def unload(self) -> None:
        """Stop and unload the file."""
        if self._task is not None:
            self._task.cancel()
            self._task = None
        loaded, self._animation = self.loaded, None
        self._next = None
        self._playing = False
        self._timer.stop()
        if loaded:
            self.playing_changed.emit(False)

    def toggle(self) -> None:
        """Pause or resume."""
        if self._animation is None:
            return
        self._playing = not self._playing
        if self._playing:
            self._timer.start(0)
        else:
            self._timer.stop()
        self.playing_changed.emit(self._playing)

    def _fetch(self) -> None:
        animation = self._animation
        if animation is not None and self._task is None:
            self._task = self._tasks.submit(
                animation.next, on_done=self._on_frame, on_error=self._on_error, lane=Lane.FRAMES
            )

    def _on_frame(self, frame: _TimedFrame) -> None:
        self._task = None
        self._next = frame
        if self._playing and not self._timer.isActive():
            self._show_next()

    def _on_error(self, _error: Exception) -> None:
        self.unload()

    def _show_next(self) -> None:
        """Show the decoded frame; if there is none yet, `_on_frame` shows it."""
        frame, self._next = self._next, None
        if frame is None or not self._playing:
            self._next = frame
            return
        self._timer.start(frame.delay)
        self.frame.emit(frame.image)
        self._fetch()
