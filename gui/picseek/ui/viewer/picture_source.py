"""Images of pictures in memory: the one that is looked at, and its neighbours, decoded ahead."""

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
    """An image of a picture, at a size."""

    picture_id: int
    size: Size


class PictureSource(QObject):
    """Decodes what is wanted, one lane for the first of it and one for the rest, and keeps it.

    The first never waits for the rest, and the rest is begun once the first is there. A lane is
    given a job only when it is idle, so what is not wanted any more is never begun; what was
    begun is kept.

    Signals:
        ready: A picture's id: a new image of it can be had.
        failed: A picture's id: it cannot be shown; `failure` says why.
    """

    ready = Signal(object)
    failed = Signal(object)

    def __init__(
        self,
        session: Session,
        parent: QObject | None = None,
        budget_bytes: int = DEFAULT_BUDGET,
    ) -> None:
        """Args: budget_bytes: What images may take; the newest is kept whatever it takes."""
        super().__init__(parent)
        self.setObjectName("viewerPictures")
        self._session = session
        self._budget = budget_bytes
        self._images: OrderedDict[Wanted, DecodedImage] = OrderedDict()
        self._failures: dict[int, str] = {}
        self._wanted: tuple[Wanted, ...] = ()
        self._busy: dict[Lane, Wanted] = {}

    def want(self, wanted: Sequence[Wanted]) -> None:
        """Decode these, the first one before all others; in place of what was wanted before."""
        self._wanted = tuple(wanted)
        self._work()

    def best(self, picture_id: int, size: Size) -> DecodedImage | None:
        """The image that serves this size best: as large or larger, else the largest."""
        images = [drawn for key, drawn in self._images.items() if key.picture_id == picture_id]
        enough = [drawn for drawn in images if drawn.size.width >= size.width]
        if enough:
            return min(enough, key=lambda drawn: drawn.size.width)
        return max(images, key=lambda drawn: drawn.size.width, default=None)

    def has(self, wanted: Wanted) -> bool:
        """Whether just this is there."""
        return wanted in self._images

    @property
    def complete(self) -> bool:
        """Whether all that is wanted is there, or cannot be shown."""
        return not self._busy and not any(map(self._is_missing, self._wanted))

    def failure(self, picture_id: int) -> str:
        """Why a picture cannot be shown, in a sentence; ``""``: nothing is known against it."""
        return self._failures.get(picture_id, "")

    def forgive(self, picture_id: int) -> None:
        """Try again what failed: its disk may be back."""
        self._failures.pop(picture_id, None)

    def clear(self) -> None:
        """Give the memory back; nothing is wanted any more."""
        self._wanted = ()
        self._images.clear()
        self._failures.clear()

    def _work(self) -> None:
        first, rest = self._wanted[:1], self._wanted[1:]
        if Lane.VIEWER not in self._busy:
            self._begin_first_of(Lane.VIEWER, first)
        # Not beside what is looked at: that would wait for its share of the cores.
        if not self._busy:
            self._begin_first_of(Lane.PREFETCH, rest)

    def _begin_first_of(self, lane: Lane, candidates: Sequence[Wanted]) -> None:
        todo = next(filter(self._is_missing, candidates), None)
        if todo is not None:
            self._begin(lane, todo)

    def _is_missing(self, wanted: Wanted) -> bool:
        return (
            wanted not in self._images
            and wanted not in self._busy.values()
            and wanted.picture_id not in self._failures
        )

    def _begin(self, lane: Lane, wanted: Wanted) -> None:
        def job(library: Library, task: Task) -> DecodedImage:
            pictures = library.pictures
            path = pictures.file_of(wanted.picture_id)
            return decode(
                path, wanted.size, lambda path, side: pictures.rendering(path, side, task.control)
            )

        begun = self._session.run(
            job,
            partial(self._on_drawn, wanted),
            partial(self._on_failed, wanted),
            ended=partial(self._busy.pop, lane),
            lane=lane,
        )
        if begun is not None:
            self._busy[lane] = wanted

    def _on_drawn(self, wanted: Wanted, drawn: DecodedImage) -> None:
        if self._wanted:  # else nobody looks any more
            self._images[wanted] = drawn
            self._evict()
            self.ready.emit(wanted.picture_id)
        self._work()

    def _on_failed(self, wanted: Wanted, message: str) -> None:
        self._failures[wanted.picture_id] = displayable(message)
        self.failed.emit(wanted.picture_id)
        self._work()

    def _evict(self) -> None:
        """Drop what was made first, and what is wanted only after all else."""
        cost = sum(drawn.cost for drawn in self._images.values())
        spare = [key for key in self._images if key not in self._wanted]
        for key in (*spare, *reversed(self._wanted[1:])):
            if cost <= self._budget:
                return
            dropped = self._images.pop(key, None)
            cost -= dropped.cost if dropped else 0
