"""The index run: scan -> decode -> embed -> commit.

One coordinator (the caller's thread) feeds decode workers, which are processes, and the
model; it alone writes. All queues are bounded, so memory stays flat whatever the library's
size. A picture counts as done when it is committed; a kill at any moment costs at most what
was in flight.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from itertools import chain, count
from typing import TYPE_CHECKING

from picseek.engine.decoding.decoder import Decoded, Decoder, DecodeTask
from picseek.engine.embed.base import DescribesRegions, PictureInput
from picseek.engine.errors import EngineError, NothingMoreSent, PictureError
from picseek.engine.indexing.commit import Committer
from picseek.engine.indexing.drives import Drives
from picseek.engine.indexing.embedding import EmbeddingStage
from picseek.engine.indexing.persistent_writes import PersistentWrites
from picseek.engine.indexing.plan import FileTask
from picseek.engine.indexing.planning import Planning
from picseek.engine.indexing.sweep import sweep
from picseek.engine.messages import message
from picseek.engine.store import CaptionRecord, FailureRecord, FileRecord
from picseek.engine.types import (
    AwaitingAnswers,
    FileMark,
    IndexReport,
    OnIndexEvent,
    Problem,
    ProblemCode,
    Progress,
    Stage,
)
from picseek.engine.workers.pool import WorkerPool

if TYPE_CHECKING:
    from picseek.engine.indexing.context import RunContext
    from picseek.engine.indexing.embedding import Embedded

    DecodePool = WorkerPool[DecodeTask, Decoded]

PROGRESS_SECONDS = 0.05
# The file exists, but its pixels cannot be decoded.
_UNDECODABLE = (
    *(ProblemCode.DAMAGED, ProblemCode.UNSUPPORTED, ProblemCode.TOO_LARGE),
    *(ProblemCode.CRASHED, ProblemCode.TIMEOUT, ProblemCode.OUT_OF_MEMORY),
)
_WORDS_AT_ONCE = 2_000  # files whose words older versions have indexed


class IndexRun:
    """One run. Use once: ``IndexRun(context).run()``."""

    def __init__(self, context: RunContext) -> None:
        self._context = context
        self._store, self._scanner = context.store, context.scanner
        self._embedder, self._status = context.model.embedder, context.model.status
        self._job, self._on_event = context.job, context.on_event
        self._is_paid = self._embedder.spec.remote
        self._model = self._store.vectors.ensure_set(self._embedder.spec)
        self._committer = Committer(context, self._model)
        self._writes = PersistentWrites(self._job, self._status, paid=self._is_paid)
        self._drives = Drives(self._scanner.volumes, self._committer.report)
        self._scanning = True
        self._ended_early = False
        self._backlog: deque[FileTask] = deque()
        self._planning = Planning(
            context, self._model, self._drives, self._committer, self._backlog
        )
        self._keys = count()
        self._decoding: dict[int, FileTask] = {}
        self._awaiting_vector: dict[bytes, list[FileTask]] = {}
        self._outside_only: dict[bytes, list[FileTask]] = {}  # so far
        self._regions: dict[bytes, bytes] = {}
        self._outside = 0
        self._reported_at = 0.0

    def run(self) -> IndexReport:
        """Run to the end.

        Raises:
            Cancelled: Through the job; what was reported done is committed.
            EngineError: The run cannot go on; what was reported done is committed.
        """
        started = time.monotonic()
        self._update_words()
        try:
            with self._journaled_answers():
                self._index_files()
            if not self._ended_early:  # else the scan did not see everything
                sweep(self._planning.scans, self._context, self._drives, self._committer)
                self._exclude_small()
        finally:
            self._committer.save_vectors()
        self._report_progress(force=True)
        tally = self._committer.tally
        return IndexReport(
            model=self._embedder.spec.id,
            indexed=tally.indexed,
            unchanged=tally.unchanged,
            removed=tally.removed,
            failed=tuple(tally.failed),
            seconds=time.monotonic() - started,
            stopped=self._context.allowance.refusal,
            waiting=tally.waiting,
            skipped=dict(sorted(self._planning.not_read.items())),
            outside=self._outside,
            absent=self._store.pictures.counts().absent,
        )

    def _update_words(self) -> None:
        """Update words that an older version has indexed, in the first run of this one."""
        store = self._store
        total = store.text.count_outdated()
        done = 0
        while done < total:
            self._job.raise_if_cancelled()
            done += store.text.update_outdated(_WORDS_AT_ONCE)
            step = message("Updating the text index: {done} of {total}", done=done, total=total)
            self._on_event(Progress(0, None, wait=step))

    def _index_files(self) -> None:
        described = self._embedder.spec.described
        decoder = Decoder(self._embedder.preparer, self._context.thumbnails, describes=described)
        planned = self._planning.steps()
        with (
            WorkerPool(
                decoder,
                workers=self._context.workers,
                modest=self._context.low_priority,
                writable=self._context.thumbnails.root,
            ) as pool,
            EmbeddingStage(
                self._embedder,
                self._job,
                cores=self._context.workers,
                may_send=self._context.allowance.may_send,
            ) as embedding,
        ):
            try:
                while self._scanning or self._backlog or self._decoding or embedding.busy:
                    self._wait_while_paused()
                    self._scanning = self._scanning and next(planned, None) is not None
                    self._feed(pool, embedding)
                    self._take_decoded(pool, embedding)
                    self._take_embedded(embedding)
                    if self._committer.due:
                        self._writes.persist(self._committer.flush, self._report_now)
                    self._report_progress()
                self._count_outside()
                self._withdraw_unsent()
            finally:
                self._store_vectors(embedding.finish(self._on_waiting))
                self._store_vectors(self._unsaved_answers())
                self._committer.flush()

    def _unsaved_answers(self) -> list[Embedded]:
        """Answers for parts of a batch that failed later."""
        ledger = self._context.ledger
        unsaved = ledger.unsaved() if ledger is not None else []
        return [(each, vector) for each, vector in unsaved if each in self._awaiting_vector]

    @contextmanager
    def _journaled_answers(self) -> Iterator[None]:
        """Journal all answers of a paid model until they are safely on disk."""
        spec = self._embedder.spec
        if self._context.ledger is None or not spec.remote:
            yield
            return
        self._store.database.sync_commits(on=True)
        self._context.ledger.begin_run(spec, self._writes.persist, self._context.allowance)
        try:
            yield
        finally:
            self._context.ledger.end_run()
            self._store.database.sync_commits(on=False)

    def _on_waiting(self, calls: int) -> None:
        if self._job.cancelled and self._is_paid:
            self._on_event(AwaitingAnswers(calls))

    def _wait_while_paused(self) -> None:
        if self._job.paused:
            self._committer.flush()
            self._report_progress(force=True)
        self._job.wait_while_paused()

    # Decode

    def _feed(self, pool: DecodePool, embedding: EmbeddingStage) -> None:
        while self._backlog and pool.in_flight < pool.capacity and not embedding.full:
            task = self._backlog.popleft()
            if self._drives.is_lost(task.volume):
                continue
            if task.recorded and self._may_not_send(task):
                self._committer.tally.waiting += 1  # reading it would find nothing new
                continue
            known: tuple[bytes, ...] = ()
            if not task.captions_only:
                known = self._store.vectors.embedded_hashes_of_size(task.size, self._model)
            key = next(self._keys)
            self._decoding[key] = task
            pool.submit(
                key,
                DecodeTask(
                    str(task.path),
                    known,
                    captions_only=task.captions_only,
                    undecodable=task.problem is not None,
                ),
            )

    def _take_decoded(self, pool: DecodePool, embedding: EmbeddingStage) -> None:
        if not self._decoding:
            return
        wait = 0.0 if self._scanning else PROGRESS_SECONDS
        for key, result in pool.results(timeout=wait):
            task = self._decoding.pop(key)
            if isinstance(result, EngineError) and not isinstance(result, PictureError):
                raise result
            if self._is_drive_lost(task, result):
                continue
            if task.captions_only:
                self._caption(task, result)
            elif task.problem is not None:
                self._accept_undecodable(task, task.problem, result)
            elif isinstance(result, PictureError):
                self._take_failed(task, result)
            else:
                self._accept(task, result, embedding)

    def _caption(self, task: FileTask, result: Decoded | PictureError) -> None:
        """Store the captions of an unchanged picture."""
        if not isinstance(result, PictureError):
            self._committer.add_captions(
                CaptionRecord(
                    task.path,
                    result.captions,
                    result.taken,
                    result.ctime_ns,
                    task.sidecars,
                    task.volume,
                    result.period,
                )
            )
        elif result.code.temporary:
            self._committer.tally.unchanged += 1
        else:  # its reader crashed, and would at each run
            self._committer.add_captions(
                CaptionRecord(task.path, "", sidecars=task.sidecars, volume=task.volume)
            )

    def _is_drive_lost(self, task: FileTask, result: Decoded | EngineError) -> bool:
        """Whether a file was not read because its drive is disconnected or does not respond."""
        if not isinstance(result, PictureError):
            self._drives.answered(task.volume)
            return False
        if not result.code.temporary:
            return False
        # A picture may take long to decode, but its metadata never does.
        if result.code is not ProblemCode.TIMEOUT or task.problem is not None:
            self._drives.failed(task.folder, task.volume, result.code)
        return self._drives.is_lost(task.volume)

    def _take_failed(self, task: FileTask, error: PictureError) -> None:
        """Queue a file that cannot be decoded again, for its name, date and captions."""
        if error.code is ProblemCode.CRASHED and not task.crashed:
            self._backlog.appendleft(replace(task, crashed=True))  # another file may be the cause
        elif error.code in _UNDECODABLE:
            self._backlog.appendleft(replace(task, problem=error, recorded=False))
        else:
            self._fail(task, error)

    def _accept_undecodable(
        self, task: FileTask, problem: PictureError, result: Decoded | PictureError
    ) -> None:
        if not isinstance(result, PictureError):
            self._committer.add_file(_record(task, result))
        self._fail(task, problem)

    def _accept(self, task: FileTask, decoded: Decoded, embedding: EmbeddingStage) -> None:
        content_hash, facts = decoded.content_hash, decoded.facts
        if facts is not None and self._scanner.rules.is_too_small(facts.width, facts.height):
            self._exclude(task)
            return
        self._committer.add_file(_record(task, decoded))
        if content_hash in self._awaiting_vector:
            self._awaiting_vector[content_hash].append(task)
        elif facts is None and self._is_unchanged(task, decoded):
            self._committer.count_unchanged()
        elif task.failed and self._was_refused(task, task.failed, decoded):
            self._fail(task, _error(task.failed))
        elif facts is None or self._is_embedded(decoded):
            self._committer.count_indexed(1)
        elif self._context.allowance.is_outside(task.path):
            self._outside_only.setdefault(content_hash, []).append(task)
        elif not self._context.allowance.grant(_mark(task, decoded)):
            self._committer.count_waiting()
            if self._context.allowance.exhausted and not self._context.allowance.reads_on:
                self._end_early()
        else:
            copies = self._outside_only.pop(content_hash, [])  # one is inside, so it may be sent
            self._awaiting_vector[content_hash] = [task, *copies]
            embedder = self._embedder
            if isinstance(embedder, DescribesRegions):
                self._regions[content_hash] = embedder.regions_of(decoded.prepared)
            picture = PictureInput(decoded.prepared, decoded.text, content_hash)
            embedding.add(content_hash, picture)

    def _may_not_send(self, task: FileTask) -> bool:
        """Whether no more pictures are sent, or this one lies outside the chosen folders."""
        if self._context.allowance.exhausted:
            return True
        outside = self._context.allowance.is_outside(task.path)
        self._outside += outside
        return outside

    def _count_outside(self) -> None:
        """Count the files whose contents are only outside the chosen folders."""
        for _ in chain.from_iterable(self._outside_only.values()):
            self._outside += 1
            self._committer.count_waiting()
        self._outside_only.clear()

    def _is_unchanged(self, task: FileTask, decoded: Decoded) -> bool:
        """Whether a file that was read again has the same content as before."""
        if task.held is None:
            return False
        return self._store.pictures.hash_of(task.held) == decoded.content_hash

    def _was_refused(self, task: FileTask, failed: Problem, decoded: Decoded) -> bool:
        """Whether the model refused this content before, so it is not sent again."""
        return failed.stage is Stage.EMBED and self._is_unchanged(task, decoded)

    def _exclude(self, task: FileTask) -> None:
        problem = Problem(task.path, Stage.DECODE, ProblemCode.LEFT_OUT, "")
        self._committer.exclude(FailureRecord(problem, task.size, task.mtime_ns, task.volume))

    def _exclude_small(self) -> None:
        """Remove pictures that are smaller than the user's minimum."""
        least = self._scanner.rules.exclusions.least_pixels
        if least:
            self._committer.forget(self._store.files.exclude_small(least))

    def _end_early(self) -> None:
        """Read no more files; finish what is in progress."""
        self._ended_early = True
        self._scanning = False
        self._backlog.clear()

    def _is_embedded(self, decoded: Decoded) -> bool:
        """Whether a copy was embedded while a worker decoded this file."""
        if self._committer.has_vector(decoded.content_hash):
            return True
        known = self._store.vectors.embedded_hashes_of_size(decoded.size, self._model)
        return decoded.content_hash in known

    # Embed

    def _take_embedded(self, embedding: EmbeddingStage) -> None:
        no_more_coming = not (self._scanning or self._backlog or self._decoding)
        costs_nothing = self._embedder.spec.calls_in_flight == 0
        partial = no_more_coming or (costs_nothing and self._committer.due)
        if self._is_paid and embedding.ready(partial=partial):
            # An answer can only be stored for pictures that are in the library.
            self._writes.persist(self._committer.flush, self._report_now)
        self._committer.take_bills()
        allowance = self._context.allowance
        if self._is_paid and embedding.busy and allowance.check_withdrawal():
            embedding.refuse_calls(allowance.refusal)  # they may wait for hours
        with suppress(NothingMoreSent):  # its pictures are withdrawn at the end
            self._store_vectors(embedding.collect(partial=partial))
        if allowance.ended:
            self._withdraw(embedding.withdraw())
        if embedding.busy and not self._decoding and not self._scanning:
            self._job.wait(PROGRESS_SECONDS)  # only the model is busy

    def _withdraw_unsent(self) -> None:
        """Withdraw the pictures of refused calls, except those that were answered.

        A call may be refused between two attempts, by other bills or by the user.
        """
        self._store_vectors(self._unsaved_answers())
        self._withdraw(list(self._awaiting_vector))

    def _withdraw(self, unsent: list[bytes]) -> None:
        """Count granted pictures as waiting, because nothing more is sent."""
        for content_hash in unsent:
            for _ in self._awaiting_vector.pop(content_hash):
                self._committer.count_waiting()
        if unsent and not self._context.allowance.reads_on:
            self._end_early()

    def _store_vectors(self, embedded: list[Embedded]) -> None:
        for content_hash, vector in embedded:
            waiting = self._awaiting_vector.pop(content_hash)
            regions = self._regions.pop(content_hash, b"")
            if isinstance(vector, PictureError):
                for task in waiting:
                    self._fail(task, vector)
            else:
                self._committer.add_vector(content_hash, vector, regions)
                self._committer.count_indexed(len(waiting))

    # Report

    def _fail(self, task: FileTask, error: PictureError) -> None:
        problem = Problem(task.path, error.stage, error.code, error.message)
        if error.code.temporary:
            self._committer.report(problem)
            return
        self._committer.add_failure(FailureRecord(problem, task.size, task.mtime_ns, task.volume))

    def _report_now(self) -> None:
        self._report_progress(force=True)

    def _report_progress(self, *, force: bool = False) -> None:
        now = time.monotonic()
        if not force and now - self._reported_at < PROGRESS_SECONDS:
            return
        self._reported_at = now
        tally = self._committer.tally
        held = chain(self._awaiting_vector.values(), self._outside_only.values())
        waiting = sum(map(len, held))
        left = len(self._backlog) + len(self._decoding) + waiting + self._committer.uncommitted
        total = None if self._scanning else tally.done + left
        failed, waits = len(tally.failed), self._status
        self._on_event(Progress(tally.done, total, tally.indexed, failed, waits.wait, waits.notice))


def _mark(task: FileTask, decoded: Decoded) -> FileMark:
    return FileMark(str(task.path), decoded.size, decoded.mtime_ns)


def _error(problem: Problem) -> PictureError:
    return PictureError(problem.code, problem.message, problem.stage)


def _record(task: FileTask, decoded: Decoded) -> FileRecord:
    return FileRecord(
        task.path,
        decoded.size,
        decoded.mtime_ns,
        decoded.content_hash,
        decoded.facts,
        decoded.captions,
        decoded.taken,
        decoded.ctime_ns,
        task.sidecars,
        task.volume,
        decoded.period,
    )


def report_rebuilding(on_event: OnIndexEvent) -> Callable[[int, int], None]:
    """Return a callback that reports progress of rebuilding a vector index, before a run."""

    def report(done: int, total: int) -> None:
        wait = message("Preparing search: {done} of {total}", done=done, total=total)
        on_event(Progress(0, None, wait=wait))

    return report
