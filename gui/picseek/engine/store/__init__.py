"""The library's SQLite database: the source of truth, from which all else can be rebuilt.

Other rooms use a `Store` and its repositories, whose methods are each one read or one transaction.
Functions that take a connection are parts of transactions, and private to this room.
"""

from __future__ import annotations

from picseek.engine.store.answers_journal import AnswersJournal, PaidAnswer
from picseek.engine.store.opening import open_store
from picseek.engine.store.records import (
    Batch,
    CaptionRecord,
    Counts,
    FailureRecord,
    FileRecord,
    KnownFile,
    KnownFolder,
    PictureFile,
    RefinedVector,
    Removed,
    Saved,
    SentCall,
    Usage,
    VectorSet,
)
from picseek.engine.store.settings import SettingRepository, StoredOptions
from picseek.engine.store.store import Store

__all__ = [
    "AnswersJournal",
    "Batch",
    "CaptionRecord",
    "Counts",
    "FailureRecord",
    "FileRecord",
    "KnownFile",
    "KnownFolder",
    "PaidAnswer",
    "PictureFile",
    "RefinedVector",
    "Removed",
    "Saved",
    "SentCall",
    "SettingRepository",
    "Store",
    "StoredOptions",
    "Usage",
    "VectorSet",
    "open_store",
]
