"""Commits what a run found to the store, which is the truth, then to the vector index."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from picseek.engine.store import Batch, CaptionRecord, FailureRecord, FileRecord, Removed
from picseek.engine.types import PicturesChanged, Problem

if TYPE_CHECKING:
    from picseek.engine.embed.base import Vector
    from picseek.engine.indexing.context import RunContext
    from picseek.engine.store import SentCall

FLUSH_RECORDS = 64
FLUSH_SECONDS = 0.25
SAVE_INDEX_EVERY = 50_000


@dataclass(slots=True)
class Tally:
    """Numbers of committed files by outcome; `failed` in the order of occurrence."""

    indexed: int = 0
    unchanged: int = 0
    waiting: int = 0
    removed: int = 0
    failed: list[Problem] = field(default_factory=list)

    @property
    def done(self) -> int:
        """Number of all committed files."""
        return self.indexed + self.unchanged + self.waiting + len(self.failed)


@dataclass(slots=True)
class _Pending:
    """Content of the next transaction, and how many files it completes."""

    files: list[FileRecord] = field(default_factory=list)
    vectors: dict[bytes, Vector] = field(default_factory=dict)
    regions: dict[bytes, bytes] = field(default_factory=dict)
    failures: list[FailureRecord] = field(default_factory=list)
    captions: list[CaptionRecord] = field(default_factory=list)
    indexed: int = 0
    waiting: int = 0
    unchanged: int = 0

    def __len__(self) -> int:
        return sum(map(len, (self.files, self.vectors, self.failures, self.captions)))


class Committer:
    """Collects records, commits them in batches, and counts them once they are committed."""

    def __init__(self, context: RunContext, model: int) -> None:
        self.tally = Tally()
        self._store = context.store
        self._vectors = context.model.vectors
        self._ledger = context.ledger
        self._model = model
        self._second_look = context.model.embedder.spec.second_look
        self._on_event = context.on_event
        self._pending = _Pending()
        self._excluded: list[FailureRecord] = []
        self._sent: list[SentCall] = []
        self._flushed_at = time.monotonic()
        self._since_saved = 0

    @property
    def due(self) -> bool:
        """Whether there are enough records, or enough time has passed, for a transaction."""
        waited = time.monotonic() - self._flushed_at
        gathered = len(self._pending) + len(self._excluded)
        return gathered >= FLUSH_RECORDS or waited >= FLUSH_SECONDS

    @property
    def uncommitted(self) -> int:
        """Files that the next flush will count."""
        pending = self._pending
        counted = pending.indexed + pending.waiting + pending.unchanged
        return counted + len(pending.failures) + len(pending.captions)

    def add_file(self, record: FileRecord) -> None:
        """Add a file whose content is known or decoded, without counting it."""
        self._pending.files.append(record)

    def add_vector(self, content_hash: bytes, vector: Vector, regions: bytes = b"") -> None:
        """Add the vector, and the regions, of a content whose file was added before."""
        self._pending.vectors[content_hash] = vector
        if regions:
            self._pending.regions[content_hash] = regions

    def has_vector(self, content_hash: bytes) -> bool:
        """Whether the next flush will store a vector of this content."""
        return content_hash in self._pending.vectors

    def count_indexed(self, files: int) -> None:
        """Count files that the added records complete."""
        self._pending.indexed += files

    def count_unchanged(self) -> None:
        """Count a file that was added, and whose content has not changed."""
        self._pending.unchanged += 1

    def count_waiting(self) -> None:
        """Count a file that was added, and whose picture may not be sent."""
        self._pending.waiting += 1

    def add_captions(self, record: CaptionRecord) -> None:
        """Add the captions of an unchanged file, and count it."""
        self._pending.captions.append(record)

    def add_failure(self, record: FailureRecord) -> None:
        """Add and count a file that could not be indexed."""
        self._pending.failures.append(record)

    def exclude(self, record: FailureRecord) -> None:
        """Add an excluded file, so that it is not read again; it is not counted."""
        self._excluded.append(record)

    def report(self, problem: Problem) -> None:
        """Count and report a problem that is not stored with a file."""
        self.tally.failed.append(problem)
        self._on_event(problem)

    def flush(self) -> None:
        """Commit the collected records.

        Raises:
            LibraryError: It failed; nothing counts, and the next flush tries again.
        """
        self._flushed_at = time.monotonic()
        self.take_bills()
        if not (len(self._pending) or self._excluded or self._sent):
            return
        pending = self._pending
        saved = self._store.save(
            Batch(
                self._model,
                pending.files,
                tuple(pending.vectors.items()),
                [*pending.failures, *self._excluded],
                self._sent,
                pending.captions,
                self._second_look,
                pending.regions,
            )
        )
        self._pending, self._excluded, self._sent = _Pending(), [], []
        if self._ledger is not None:
            self._ledger.saved(pending.vectors)
        self._vectors.remove(saved.orphaned)
        self._vectors.add(saved.searchable_ids, saved.searchable)
        self.tally.indexed += pending.indexed
        self.tally.waiting += pending.waiting
        self.tally.unchanged += pending.unchanged + len(pending.captions)
        for record in pending.failures:
            self.report(record.problem)
        self._since_saved += len(saved.searchable_ids)
        if self._since_saved >= SAVE_INDEX_EVERY:
            self.save_vectors()
        self._on_event(PicturesChanged())

    def take_bills(self) -> None:
        """Collect the outcome of finished calls; the next flush stores it."""
        calls = self._ledger.take() if self._ledger is not None else []
        self._sent += calls

    def forget(self, forgotten: Removed) -> None:
        """Remove from the index what was removed from the store, and count it."""
        self._vectors.remove(forgotten.orphaned)
        self.tally.removed += forgotten.files
        self._on_event(PicturesChanged())

    def save_vectors(self) -> None:
        """Write the vector index to disk, stamped with the store's generation."""
        generation = self._store.vectors.generation(self._model)
        # First: an index on disk that the store does not expect is ignored.
        self._store.vectors.set_saved_generation(self._model, generation)
        self._vectors.save(generation)
        self._since_saved = 0
