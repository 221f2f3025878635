"""The library's SQLite database: the only truth, from which all else can be rebuilt.

`Store` is all that other rooms use: each of its methods is one read or one transaction, made of
functions on a connection that the other modules hold.
"""

from __future__ import annotations

from picseek.engine.store.answers_journal import AnswersJournal, PaidAnswer
from picseek.engine.store.opening import open_store
from picseek.engine.store.records import (
    Batch,
    CaptionRecord,
    CloserLook,
    Counts,
    FailureRecord,
    FileRecord,
    Forgotten,
    HeldFile,
    IndexedFile,
    KnownFile,
    KnownFolder,
    Measured,
    Saved,
    SentCall,
    VectorSet,
)
from picseek.engine.store.settings import StoredOptions
from picseek.engine.store.store import Store

__all__ = [
    "AnswersJournal",
    "Batch",
    "CaptionRecord",
    "CloserLook",
    "Counts",
    "FailureRecord",
    "FileRecord",
    "Forgotten",
    "HeldFile",
    "IndexedFile",
    "KnownFile",
    "KnownFolder",
    "Measured",
    "PaidAnswer",
    "Saved",
    "SentCall",
    "Store",
    "StoredOptions",
    "VectorSet",
    "open_store",
]
