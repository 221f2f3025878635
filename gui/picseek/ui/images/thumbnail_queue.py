"""A queue of thumbnails to decode, the latest request first."""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import dataclass, field, replace
from pathlib import Path

QUEUE_LIMIT = 4096
"""More than the cells on a screen; older requests are dropped."""


@dataclass(frozen=True, slots=True)
class ThumbnailRequest:
    """One thumbnail to decode.

    Attributes:
        file: The thumbnail file, which may be missing.
        side: Wanted length of the longer edge in device pixels.
        missing: The file does not exist and must be created first.
        original: The picture file, for sizes that the thumbnail is too small for.
        full: Width and height of the picture, upright; 0: not known.
        sharp: The thumbnail was loaded; now decode the original.
        order: Set by the queue; larger for later requests.
    """

    picture_id: int
    file: Path
    side: int
    missing: bool = False
    original: Path | None = None
    full: tuple[int, int] = (0, 0)
    sharp: bool = False
    order: int = field(default=0, compare=False)

    @property
    def slow(self) -> bool:
        """Whether the picture must be decoded, which takes a hundred times as long."""
        return self.missing or self.sharp


class ThumbnailRequests:
    """A thread-safe queue, latest first, with one request per picture.

    Creating a thumbnail takes a hundred times as long as reading one. So reading has priority,
    and half of the threads (if there are several) only read.
    """

    def __init__(self, threads: int) -> None:
        self._makers_allowed = max(1, threads // 2)
        self._makers = 0
        self._to_read: OrderedDict[int, ThumbnailRequest] = OrderedDict()
        self._to_make: OrderedDict[int, ThumbnailRequest] = OrderedDict()
        self._active: dict[int, int] = {}
        self._order = 0
        self._closed = False
        self._paused = False
        self._changed = threading.Condition()

    def add(self, request: ThumbnailRequest, *, behind: bool = False) -> None:
        """Add a request, in place of an older one for the same picture.

        Args:
            request: The request.
            behind: Add it with the lowest priority, unless the picture is queued already.
        """
        with self._changed:
            if self._closed or self._active.get(request.picture_id) == request.side:
                return
            number = request.picture_id
            if behind and (number in self._to_read or number in self._to_make):
                return
            self._order += 1
            request = replace(request, order=-self._order if behind else self._order)
            waiting = self._to_make.get(number)
            if waiting is not None and waiting.side == request.side:
                self._to_make[number] = replace(waiting, order=request.order)
                return
            self._put(self._to_read, request)
            if behind:
                self._to_read.move_to_end(request.picture_id, last=False)

    def add_slow(self, request: ThumbnailRequest) -> None:
        """Add a `slow` request; called by the thread that processed the original one."""
        with self._changed:
            if not self._closed:
                self._put(self._to_make, request)

    def drop_all_but(self, picture_ids: frozenset[int]) -> None:
        """Drop waiting requests for all other pictures."""
        with self._changed:
            for queue in (self._to_read, self._to_make):
                for each in [each for each in queue if each not in picture_ids]:
                    del queue[each]

    def take(self) -> ThumbnailRequest | None:
        """Wait for the next request; None when closed. Call `done` afterwards."""
        with self._changed:
            while not self._closed:
                request = None if self._paused else self._next()
                if request is not None:
                    self._active[request.picture_id] = request.side
                    self._makers += request.slow
                    return request
                self._changed.wait()
            return None

    def done(self, request: ThumbnailRequest) -> None:
        """Mark a request as finished, successfully or not."""
        with self._changed:
            self._active.pop(request.picture_id, None)
            self._makers -= request.slow
            self._changed.notify_all()

    def pause(self) -> None:
        """Let `take` wait until `resume`; requests already taken continue."""
        self._paused = True

    def resume(self) -> None:
        """Let `take` return requests again."""
        with self._changed:
            self._paused = False
            self._changed.notify_all()

    def close(self) -> None:
        """Drop all requests and release waiting threads."""
        with self._changed:
            self._closed = True
            self._to_read.clear()
            self._to_make.clear()
            self._changed.notify_all()

    def _next(self) -> ThumbnailRequest | None:
        if self._to_read:
            return self._to_read.popitem()[1]
        if self._to_make and self._makers < self._makers_allowed:
            # The latest requests were read first, so they are not the last in this queue.
            newest = max(self._to_make.values(), key=lambda each: each.order)
            return self._to_make.pop(newest.picture_id)
        return None

    def _put(self, queue: OrderedDict[int, ThumbnailRequest], request: ThumbnailRequest) -> None:
        queue[request.picture_id] = request
        queue.move_to_end(request.picture_id)
        if len(queue) > QUEUE_LIMIT:
            queue.popitem(last=False)
        self._changed.notify()
