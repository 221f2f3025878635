"""Decoded images: the current picture, and its neighbours ahead of time."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, Signal

from picseek.ui.base.session import Session
from picseek.ui.base.tasks import Lane, Task
from picseek.ui.images.decoding import DecodedImage, decode
from picseek.ui.images.size import Size
from picseek.ui.text.displayable import displayable

if TYPE_CHECKING:
    from picseek.engine.library import Library

DEFAULT_BUDGET = 400 << 20


class Wanted(NamedTuple):
    """A picture and the size of its image."""

    picture_id: int
    size: Size


class PictureSource(QObject):
    """Decodes wanted images on two lanes and caches them.

    One lane decodes the first image, the other one the rest, starting when the first is done. A
    lane gets a job only when it is idle, so images that are no longer wanted are never started;
    those already started are still cached.

    Signals:
        ready: The id of a picture with a new image.
        failed: The id of a picture that cannot be decoded; see `failure`.
    """

    ready = Signal(object)
    failed = Signal(object)

    def __init__(
        self,
        session: Session,
        parent: QObject | None = None,
        budget_bytes: int = DEFAULT_BUDGET,
    ) -> None:
        """Args: budget_bytes: Maximum size of the cache; the newest image may exceed it."""
        super().__init__(parent)
        self.setObjectName("viewerPictures")
        self._session = session
        self._budget = budget_bytes
        self._images: OrderedDict[Wanted, DecodedImage] = OrderedDict()
        self._failures: dict[int, str] = {}
        self._wanted: tuple[Wanted, ...] = ()
        self._busy: dict[Lane, Wanted] = {}

    def request(self, wanted: Sequence[Wanted]) -> None:
        """Decode these images, the first with priority, in place of earlier requests."""
        self._wanted = tuple(wanted)
        self._work()

    def best(self, picture_id: int, size: Size) -> DecodedImage | None:
        """Return the smallest image of at least this size, else the largest."""
        images = [drawn for key, drawn in self._images.items() if key.picture_id == picture_id]
        sharp = [drawn for drawn in images if drawn.size.width >= size.width]
        if sharp:
            return min(sharp, key=lambda drawn: drawn.size.width)
        return max(images, key=lambda drawn: drawn.size.width, default=None)

    def has(self, wanted: Wanted) -> bool:
        """Whether this very image is cached."""
        return wanted in self._images

    @property
    def complete(self) -> bool:
        """Whether all wanted images are decoded or have failed."""
        return not self._busy and not any(map(self._is_missing, self._wanted))

    def failure(self, picture_id: int) -> str:
        """Return why a picture cannot be decoded, or ``""``."""
        return self._failures.get(picture_id, "")

    def forget_failure(self, picture_id: int) -> None:
        """Try a failed picture again: its disk may be connected again."""
        self._failures.pop(picture_id, None)

    def clear(self) -> None:
        """Drop all images and requests."""
        self._wanted = ()
        self._images.clear()
        self._failures.clear()

    def _work(self) -> None:
        first, rest = self._wanted[:1], self._wanted[1:]
        if Lane.VIEWER not in self._busy:
            self._begin_first_of(Lane.VIEWER, first)
        # Not at the same time: the current picture would have to share the cores.
        if not self._busy:
            self._begin_first_of(Lane.PREFETCH, rest)

    def _begin_first_of(self, lane: Lane, candidates: Sequence[Wanted]) -> None:
        wanted = next(filter(self._is_missing, candidates), None)
        if wanted is not None:
            self._start(lane, wanted)

    def _is_missing(self, wanted: Wanted) -> bool:
        return (
            wanted not in self._images
            and wanted not in self._busy.values()
            and wanted.picture_id not in self._failures
        )

    def _start(self, lane: Lane, wanted: Wanted) -> None:
        def job(library: Library, task: Task) -> DecodedImage:
            pictures = library.pictures
            path = pictures.file_of(wanted.picture_id)
            return decode(
                path, wanted.size, lambda path, side: pictures.rendering(path, side, task.control)
            )

        task = self._session.run(
            job,
            partial(self._on_drawn, wanted),
            partial(self._on_failed, wanted),
            ended=partial(self._busy.pop, lane),
            lane=lane,
        )
        if task is not None:
            self._busy[lane] = wanted

    def _on_drawn(self, wanted: Wanted, drawn: DecodedImage) -> None:
        if self._wanted:  # else the viewer was closed
            self._images[wanted] = drawn
            self._evict()
            self.ready.emit(wanted.picture_id)
        self._work()

    def _on_failed(self, wanted: Wanted, message: str) -> None:
        self._failures[wanted.picture_id] = displayable(message)
        self.failed.emit(wanted.picture_id)
        self._work()

    def _evict(self) -> None:
        """Drop the oldest unwanted images, then the least urgent wanted ones."""
        cost = sum(drawn.cost for drawn in self._images.values())
        spare = [key for key in self._images if key not in self._wanted]
        for key in (*spare, *reversed(self._wanted[1:])):
            if cost <= self._budget:
                return
            dropped = self._images.pop(key, None)
            cost -= dropped.cost if dropped else 0
