"""The record of what left this computer: taken as it happens, settled with what it brought."""

from __future__ import annotations

import threading
from contextlib import suppress
from typing import TYPE_CHECKING

from picseek.engine.embed.base import SentState
from picseek.engine.errors import LibraryError
from picseek.engine.store import SentCall, Store

if TYPE_CHECKING:
    from picseek.engine.embed.base import OnSent, SentRecord


class Ledger:
    """Records calls, and holds what is to be settled until it is written. For any thread.

    A call is recorded before it is made, as not answered, so that a kill at any moment leaves a
    trace; that costs one small transaction. What came of pictures is written in the transaction
    that keeps their vectors: whoever writes it takes the records along. Questions keep nothing,
    so they are settled at once.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._lock = threading.Lock()
        self._waiting: list[SentCall] = []

    def listener(self, model: str) -> OnSent:
        """What one embedder of a model (its id) tells of its calls, on whichever thread."""
        rows: dict[int, int] = {}  # the first row of each call under way

        def note(record: SentRecord) -> None:
            if record.state is SentState.SENDING:
                rows[record.call] = self._begin(record)
            else:
                self._end(SentCall(model, record, rows.pop(record.call, 0)))

        return note

    def take(self) -> list[SentCall]:
        """All calls that wait to be settled by the caller."""
        with self._lock:
            calls, self._waiting = self._waiting, []
        return calls

    def flush(self) -> None:
        """Settle what nobody took: calls that ended when the run had ended already.

        Raises:
            LibraryError: It could not be written.
        """
        calls = self.take()
        if calls:
            self._store.settle_sent(calls)

    def _begin(self, record: SentRecord) -> int:
        """Raises: LibraryError; then nothing is sent. A question is asked even so."""
        if record.content_hashes:
            return self._store.begin_sent(record)
        with suppress(LibraryError):  # no answer is held back because of a full disk
            return self._store.begin_sent(record)
        return 0

    def _end(self, call: SentCall) -> None:
        state = call.record.state
        if state is SentState.FAILED and call.row:
            return  # as it was recorded
        if state is SentState.UNSENT:
            if call.row:
                with suppress(LibraryError):
                    self._store.drop_sent(call)
        elif call.record.content_hashes:
            with self._lock:
                self._waiting.append(call)
        else:
            with suppress(LibraryError):
                self._store.settle_sent([call])
