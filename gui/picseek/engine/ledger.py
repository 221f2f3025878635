"""The record of what left this computer: taken as it happens, written with what it brought."""

from __future__ import annotations

import threading
from contextlib import suppress
from typing import TYPE_CHECKING

from picseek.engine.errors import LibraryError
from picseek.engine.store import SentCall, Store

if TYPE_CHECKING:
    from picseek.engine.embed.base import OnSent, SentRecord


class Ledger:
    """Holds the records of calls until they are written. Safe to use from any thread.

    Pictures are recorded in the transaction that keeps their vectors: whoever writes it takes
    the records along. Questions keep nothing, so they are recorded at once.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._lock = threading.Lock()
        self._waiting: list[SentCall] = []

    def listener(self, model: str) -> OnSent:
        """What a model (its id) tells of its calls, on whichever thread."""

        def note(record: SentRecord) -> None:
            if record.content_hashes:
                with self._lock:
                    self._waiting.append(SentCall(model, record))
            else:
                with suppress(LibraryError):  # no answer is held back because of a full disk
                    self._store.add_sent([SentCall(model, record)])

        return note

    def take(self) -> list[SentCall]:
        """All records that wait, to be written by the caller."""
        with self._lock:
            calls, self._waiting = self._waiting, []
        return calls

    def flush(self) -> None:
        """Write what nobody took: calls that ended when the run had ended already.

        Raises:
            LibraryError: It could not be written.
        """
        calls = self.take()
        if calls:
            self._store.add_sent(calls)
