"""SQLite: the only truth. Everything else (thumbnails, vector indexes) can be made again.

`Store` is all that others use; its parts are functions on a connection:

    facade.py       Store: every public method, each one read or one transaction
    connection.py   the write connection, the readers, SQLite's errors as ours
    folders.py      what was chosen, what is known of the disk
    saving.py       writing a batch
    forgetting.py   files and folders that are gone
    vectors.py      models, their vectors, and which pictures are searchable
    sending.py      what left this computer, and what it costs
    finding.py      words, rows, browsing
    records.py      what goes in and comes out
"""

from __future__ import annotations

from picseek.engine.store.records import (
    Batch,
    CaptionRecord,
    Counts,
    FailureRecord,
    FileRecord,
    Forgotten,
    KnownFile,
    Measured,
    Saved,
    SentCall,
    VectorSet,
)
from picseek.engine.store.store import Store

__all__ = [
    "Batch",
    "CaptionRecord",
    "Counts",
    "FailureRecord",
    "FileRecord",
    "Forgotten",
    "KnownFile",
    "Measured",
    "Saved",
    "SentCall",
    "Store",
    "VectorSet",
]
