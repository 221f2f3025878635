"""Log of data sent to remote services: written before each call, completed with its outcome."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Protocol

import numpy as np

from picseek.engine.embed.base import SentState
from picseek.engine.errors import LibraryError
from picseek.engine.library_folder.names import JOURNAL
from picseek.engine.store import AnswersJournal, PaidAnswer, SentCall, Store

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from picseek.engine.embed.base import ModelSpec, OnSent, SentRecord, Vector
    from picseek.engine.store.answers_journal import Slot

    Persist = Callable[[Callable[[], None]], None]


class Gate(Protocol):
    """Called before and after each call that sends pictures; see `Allowance`."""

    def begin(self, pictures: int, /) -> None:
        """Before a call; raises: NothingMoreSent."""

    def count(self, call: SentCall, /) -> None:
        """After a call."""


class _Begun(NamedTuple):
    """A call in progress: its first row in the log, and its slot in the journal."""

    row: int = 0
    slot: Slot | None = None
    gate: Gate | None = None


class Ledger:
    """Logs calls, and journals their answers until the library has them. Safe on any thread.

    A call is logged as unanswered before it is made, in one small transaction, so that a kill at
    any moment leaves a trace. The caller of `take` writes the outcome of pictures in the
    transaction that stores their vectors. Queries are completed at once.
    """

    def __init__(self, store: Store, journal: AnswersJournal | None = None) -> None:
        """Args: journal: Stores the answers of runs as soon as they arrive."""
        self._store = store
        self._journal = journal
        self._spec: ModelSpec | None = None
        self._persist: Persist = _once
        self._gate: Gate | None = None
        self._lock = threading.Lock()
        self._waiting: list[SentCall] = []
        self._slots: dict[Slot, set[bytes]] = {}
        self._answers: dict[bytes, Vector] = {}

    @classmethod
    def of_library(cls, store: Store, folder: Path | None) -> Ledger:
        """Open the log of a library, and recover answers that an earlier run could not save.

        Args:
            store: Of the library.
            folder: Of the library; None: it is open read-only, so answers are not journaled.
        """
        ledger = cls(store, AnswersJournal(folder / JOURNAL) if folder else None)
        with suppress(LibraryError):  # a full disk: the answers stay where they are
            ledger.recover()
        return ledger

    def begin_run(self, spec: ModelSpec, persist: Persist, gate: Gate | None = None) -> None:
        """Journal answers as vectors of this model from now on.

        Args:
            spec: With a known vector length.
            persist: Calls its argument until that succeeds, or raises to abort the call.
            gate: Called before and after each call.
        """
        self._spec, self._persist, self._gate = spec, persist, gate

    def end_run(self) -> None:
        """Journal no answers from now on."""
        self._spec, self._persist, self._gate = None, _once, None

    def listener(self, model: str) -> OnSent:
        """The callback to which one embedder of a model reports its calls, on any thread."""
        under_way: dict[int, _Begun] = {}

        def on_sent(record: SentRecord) -> None:
            if record.state is SentState.SENDING:
                under_way[record.call] = self._begin(record)
            else:
                begun = under_way.pop(record.call, _Begun())
                call = SentCall(model, replace(record, vectors=()), begun.row)
                self._store_answer(begun.slot, call, record.vectors)
                self._end(call)
                if begun.gate is not None:
                    begun.gate.count(call)

        return on_sent

    def take(self) -> list[SentCall]:
        """Remove and return the calls whose outcome the caller must write."""
        with self._lock:
            calls, self._waiting = self._waiting, []
        return calls

    def unsaved(self) -> list[tuple[bytes, Vector]]:
        """Content hashes and vectors of this run's answers that are not in the library yet."""
        with self._lock:
            return list(self._answers.items())

    def saved(self, content_hashes: Iterable[bytes]) -> None:
        """Free the journal's slots of vectors that are now in the library."""
        hashes = set(content_hashes)
        with self._lock:
            for content_hash in hashes:
                self._answers.pop(content_hash, None)
            for missing in self._slots.values():
                missing -= hashes
            done = [slot for slot, missing in self._slots.items() if not missing]
            for slot in done:
                del self._slots[slot]
        for slot in done:
            self._free(slot)

    def flush(self) -> None:
        """Write the outcome of calls that ended after the run.

        Raises:
            LibraryError: It could not be written.
        """
        calls = self.take()
        if calls:
            self._store.send_log.complete(calls)

    def recover(self) -> NDArray[np.int64]:
        """Save answers that an earlier run could not; return ids of pictures now searchable.

        Raises:
            LibraryError: They cannot be saved; they stay in the journal.
        """
        if self._journal is None or (self._journal.in_use and not self._abandon()):
            return np.empty(0, np.int64)
        return recover(self._store, self._journal)

    def close(self) -> None:
        """Close the journal; its content stays."""
        if self._journal is not None:
            with suppress(LibraryError):
                self._journal.close()

    def _abandon(self) -> bool:
        """Drop an earlier run's answers, which are in the journal, unless a run is in progress."""
        with self._lock:
            if self._spec is not None:
                return False
            self._slots.clear()
            self._answers.clear()
        return True

    def _begin(self, record: SentRecord) -> _Begun:
        """Raises: LibraryError, NothingMoreSent: nothing is sent, except a query."""
        if not record.content_hashes:
            with suppress(LibraryError):  # a full disk must not prevent a search
                return _Begun(self._store.send_log.begin(record))
            return _Begun()
        gate, begun = self._gate, _Begun()
        if gate is not None:
            gate.begin(len(record.content_hashes))

        def record_call() -> None:
            nonlocal begun
            begun = self._record(record)

        try:
            self._persist(record_call)
        except BaseException:
            if gate is not None:
                gate.count(SentCall("", replace(record, state=SentState.UNSENT)))
            raise
        return begun._replace(gate=gate)

    def _record(self, record: SentRecord) -> _Begun:
        slot = None
        if self._journal is not None and self._spec is not None:
            slot = self._journal.reserve(self._spec, record)
        try:
            return _Begun(self._store.send_log.begin(record), slot)
        except BaseException:
            self._free(slot)
            raise

    def _store_answer(
        self, slot: Slot | None, call: SentCall, vectors: tuple[Vector | None, ...]
    ) -> None:
        """Write a call's answer to the journal."""
        hashes = call.record.content_hashes
        answered = tuple(
            (content_hash, vector)
            for content_hash, vector in zip(hashes, vectors, strict=False)
            if vector is not None
        )
        if slot is None or self._journal is None or self._spec is None:
            return
        if not answered:
            self._free(slot)
            return
        with self._lock:
            self._slots[slot] = {content_hash for content_hash, _ in answered}
            self._answers.update(answered)
        with suppress(LibraryError):  # it is still in memory, for the run to save
            self._journal.write(slot, PaidAnswer(self._spec, call, answered))

    def _free(self, slot: Slot | None) -> None:
        if slot is not None and self._journal is not None:
            with suppress(LibraryError):  # it would be saved twice, with the same result
                self._journal.free(slot)

    def _end(self, call: SentCall) -> None:
        state = call.record.state
        if state is SentState.UNSENT:
            if call.row:
                with suppress(LibraryError):
                    self._store.send_log.discard(call)
        elif call.record.content_hashes:  # a failed one stays as it is; it may have cost money
            with self._lock:
                self._waiting.append(call)
        else:
            with suppress(LibraryError):
                self._store.send_log.complete([call])


def recover(store: Store, journal: AnswersJournal) -> NDArray[np.int64]:
    """Save the answers in a journal, and clear it; return ids of pictures now searchable.

    Raises:
        LibraryError: They cannot be saved; they stay in the journal.
    """
    answers = journal.answers()
    results = [store.recover(answer) for answer in answers]
    if all(complete for _, complete in results):
        journal.clear()
    return np.unique(np.concatenate([np.empty(0, np.int64), *(ids for ids, _ in results)]))


def _once(action: Callable[[], None]) -> None:
    action()
