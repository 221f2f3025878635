"""Finds vectors that the disk has damaged, by their CRC, and restores them from a backup.

SQLite has no checksums: a flipped bit in a vector would change results unnoticed.
"""

from __future__ import annotations

import logging
import sqlite3
import zlib
from collections import defaultdict
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

from picseek.engine.store.backups import BackupFile, open_backup
from picseek.engine.store.vector_rows import delete_vectors, replace_vectors

_ALL = "SELECT model, content, vector, crc FROM vectors WHERE crc IS NOT NULL"
_IN_BACKUP = """
    SELECT v.vector, v.crc FROM vectors v
        JOIN models m ON m.id = v.model JOIN contents c ON c.id = v.content
    WHERE c.hash = :hash AND m.name = :name AND m.revision = :revision AND m.dim = :dim
        AND m.host = :host"""

_log = logging.getLogger(__name__)


def damaged_vectors(connection: sqlite3.Connection) -> dict[int, list[int]]:
    """By set, the pictures whose vector is damaged. Reads all vectors."""
    found: defaultdict[int, list[int]] = defaultdict(list)
    for model, content, vector, crc in connection.execute(_ALL):
        if not isinstance(vector, bytes) or zlib.crc32(vector) != crc:
            found[model].append(content)
    return dict(found)


def repair_vectors(
    connection: sqlite3.Connection, damaged: dict[int, list[int]], backups: Iterable[BackupFile]
) -> None:
    """Replace damaged vectors with those of a backup; delete the others, to be embedded again.

    Args:
        connection: In a transaction.
        damaged: From `damaged_vectors`.
        backups: Searched in this order.
    """
    files = [each.file for each in backups]
    for model, contents in damaged.items():
        found: dict[int, bytes] = {}
        for file in files:
            missing = [content for content in contents if content not in found]
            found |= _from_backup(connection, model, missing, file)
        replace_vectors(connection, model, found)
        delete_vectors(connection, model, [each for each in contents if each not in found])
        _log.warning("%d damaged vectors, %d of them in a backup", len(contents), len(found))


def _from_backup(
    connection: sqlite3.Connection, model: int, contents: Iterable[int], file: Path
) -> dict[int, bytes]:
    """The undamaged vectors of these pictures in a backup."""
    found: dict[int, bytes] = {}
    name, revision, dim, host = connection.execute(
        "SELECT name, revision, dim, host FROM models WHERE id = ?", (model,)
    ).fetchone()
    wanted = {"name": name, "revision": revision, "dim": dim, "host": host}
    try:
        with closing(open_backup(file)) as backup:
            for content in contents:
                (content_hash,) = connection.execute(
                    "SELECT hash FROM contents WHERE id = ?", (content,)
                ).fetchone()
                row = backup.execute(_IN_BACKUP, wanted | {"hash": content_hash}).fetchone()
                if row is not None and zlib.crc32(row[0]) == row[1]:
                    found[content] = row[0]
    except sqlite3.Error:  # of an older version, or damaged itself
        return found
    return found
