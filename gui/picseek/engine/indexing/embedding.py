"""The embedding stage: turns prepared pictures into vectors, in batches and concurrent calls."""

from __future__ import annotations

import time
from concurrent.futures import Future, ThreadPoolExecutor, wait
from typing import TYPE_CHECKING, Self
from weakref import WeakKeyDictionary

from picseek.engine.cancel import JobControl
from picseek.engine.embed.base import PictureInput
from picseek.engine.errors import Cancelled, NothingMoreSent

if TYPE_CHECKING:
    from collections.abc import Callable

    from picseek.engine.cancel import CancelToken
    from picseek.engine.embed.base import Embedder, Vector
    from picseek.engine.errors import PictureError

    Embedded = tuple[bytes, Vector | PictureError]

_FINISH_SECONDS = 200.0  # longer than any one call may take
_POLL_SECONDS = 0.1

_Pending = tuple[bytes, PictureInput]


class EmbeddingStage:
    """Batches pictures by count and bytes and feeds a model. Used from one thread.

    A model whose calls cost nothing (``calls_in_flight == 0``) is called in place. For a model on
    this computer one batch per call is queued, so that it does not idle between two `collect`.
    Calls to a service are not queued, so a pause takes effect at the next call. The first one is
    made alone, to find problems with key, server or model before more pictures are uploaded.
    """

    def __init__(
        self,
        embedder: Embedder,
        token: CancelToken,
        *,
        cores: int,
        may_send: Callable[[int, int], bool] = lambda _pictures, _under_way: True,
    ) -> None:
        """Start no call yet.

        Args:
            embedder: The model.
            token: Stops the calls.
            cores: Maximum number of concurrent calls of a model on this computer.
            may_send: Returns whether a call may start, by the number of its pictures and of those
                in calls in progress.
        """
        self._may_send = may_send
        self._embedder = embedder
        # A separate one: calls that are still awaited after `_FINISH_SECONDS` are dropped.
        self._control = JobControl()
        self._control.follow(token)
        self._control.paid_calls.follow(token.paid_calls)
        self._waiting: list[_Pending] = []
        self._waiting_bytes = 0
        self._calls: list[Future[list[Embedded]]] = []
        self._sizes: WeakKeyDictionary[Future[list[Embedded]], int] = WeakKeyDictionary()
        self._answered = not embedder.spec.remote
        threads = embedder.spec.calls_in_flight
        if not embedder.spec.remote:
            threads = min(threads, cores)
        self._most_calls = threads if embedder.spec.remote else 2 * threads
        self._executor = ThreadPoolExecutor(threads, "embed") if threads else None
        self._refusal = ""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._executor is not None:
            self._executor.shutdown(wait=True, cancel_futures=True)

    @property
    def busy(self) -> bool:
        """Whether `collect` has not returned everything that was added."""
        return bool(self._waiting or self._calls)

    @property
    def full(self) -> bool:
        """Whether to add no more pictures now: a batch is ready and no call is free."""
        return self._batch_is_full() and len(self._calls) >= self._calls_at_once

    def ready(self, *, partial: bool) -> bool:
        """Whether `collect` would start a call, as far as is known."""
        free = len(self._calls) < self._calls_at_once or any(call.done() for call in self._calls)
        return free and bool(self._waiting) and (partial or self._batch_is_full())

    def add(self, content_hash: bytes, picture: PictureInput) -> None:
        """Queue one picture."""
        self._waiting.append((content_hash, picture))
        self._waiting_bytes += len(picture.prepared)

    def collect(self, *, partial: bool) -> list[Embedded]:
        """Start calls and return the results of finished ones, without waiting for calls.

        Args:
            partial: Also send a batch that is not full, because no more pictures follow or calls
                cost nothing.

        Raises:
            Cancelled: Through the token.
            NothingMoreSent: A call was not made or repeated (see `refuse_calls`).
            ModelError: The model failed.
        """
        if self._executor is None:
            done: list[Embedded] = []
            while self._waiting and (partial or self._batch_is_full()):
                done += self._embed(self._take_batch())
            return done
        finished = [call for call in self._calls if call.done()]
        for call in finished:
            if call.exception() is not None:
                self._calls.remove(call)
                call.result()  # raises; `finish` returns the results of the others
        self._answered = self._answered or bool(finished)
        self._calls = [call for call in self._calls if call not in finished]
        while len(self._calls) < self._calls_at_once and self._waiting:
            if not (partial or self._batch_is_full()):
                break
            under_way = sum(self._sizes[call] for call in self._calls)
            if not self._may_send(self._next_count(), under_way):
                break
            batch = self._take_batch()
            self._calls.append(self._executor.submit(self._embed, batch))
            self._sizes[self._calls[-1]] = len(batch)
        return [pair for call in finished for pair in call.result()]

    def withdraw(self) -> list[bytes]:
        """Remove the waiting pictures, and return their content hashes."""
        waiting, self._waiting, self._waiting_bytes = self._waiting, [], 0
        return [content_hash for content_hash, _ in waiting]

    def refuse_calls(self, why: str) -> None:
        """Abort calls that wait to be made or repeated, but not those in progress.

        Args:
            why: The message that `collect` raises.
        """
        self._refusal = why
        self._control.cancel()

    def finish(self, on_waiting: Callable[[int], None] = lambda _calls: None) -> list[Embedded]:
        """Start no more calls, wait for those in progress, and return their results.

        Vectors may be paid for, so they are returned even if the run or other calls failed. Calls
        are aborted through the token's `paid_calls`, and when they take too long.

        Args:
            on_waiting: Called with the number of calls in progress, at each change.
        """
        if self._executor is None:
            return []
        self._executor.shutdown(wait=False, cancel_futures=True)
        calls, self._calls = self._calls, []
        deadline, waited_for = time.monotonic() + _FINISH_SECONDS, 0
        while running := [call for call in calls if not call.done()]:
            if len(running) != waited_for:
                waited_for = len(running)
                on_waiting(waited_for)
            if time.monotonic() > deadline:
                self._control.drop()
            wait(running, _POLL_SECONDS)
        self._executor.shutdown(wait=True)
        done = [c for c in calls if not c.cancelled() and c.exception() is None]
        return [pair for call in done for pair in call.result()]

    @property
    def _calls_at_once(self) -> int:
        return self._most_calls if self._answered else 1

    def _batch_is_full(self) -> bool:
        spec = self._embedder.spec
        return len(self._waiting) >= spec.batch_pictures or self._waiting_bytes >= spec.batch_bytes

    def _next_count(self) -> int:
        """Pictures of the next batch."""
        spec = self._embedder.spec
        count, size = 0, 0
        for _, picture in self._waiting[: spec.batch_pictures]:
            size += len(picture.prepared)
            if count and size > spec.batch_bytes:
                break
            count += 1
        return count

    def _take_batch(self) -> list[_Pending]:
        count = self._next_count()
        batch, self._waiting = self._waiting[:count], self._waiting[count:]
        self._waiting_bytes -= sum(len(picture.prepared) for _, picture in batch)
        return batch

    def _embed(self, batch: list[_Pending]) -> list[Embedded]:
        pictures = [picture for _, picture in batch]
        try:
            vectors = self._embedder.embed_pictures(pictures, self._control)
        except Cancelled:
            if self._refusal:
                raise NothingMoreSent(self._refusal) from None
            raise
        return [
            (content_hash, vector) for (content_hash, _), vector in zip(batch, vectors, strict=True)
        ]
