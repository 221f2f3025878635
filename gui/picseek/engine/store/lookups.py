"""Looks up row numbers of roots, folders and contents, for several transactions.

A content is the bytes of one or more files, identified by their hash; its row number is the id of
the picture.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from pathlib import Path

from picseek.engine.store.values import as_json, decoded, encoded, folder_range

# Two searches in an index; with OR, SQLite would read all of it.
_WITHIN = """
    SELECT id, path FROM folders WHERE path = :path
    UNION ALL SELECT id, path FROM folders WHERE path >= :low AND path < :high"""


def roots(connection: sqlite3.Connection) -> list[Path]:
    """The folders the user chose, in the order of their paths."""
    return [decoded(path) for path in _root_paths(connection)]


def outermost_root(connection: sqlite3.Connection, folder: bytes) -> Path:
    """The outermost root that contains a folder, or the folder itself if none does."""
    holding = (path for path in _root_paths(connection) if folder_range(path).holds(folder))
    return decoded(min(holding, key=len, default=folder))


def delete_root(connection: sqlite3.Connection, path: Path) -> set[int]:
    """Delete a root; return the row numbers of the folders that no longer lie in any."""
    deleted = folder_range(encoded(path))
    connection.execute("DELETE FROM roots WHERE path = ?", (deleted.path,))
    others = [folder_range(root) for root in _root_paths(connection)]
    within = connection.execute(_WITHIN, deleted._asdict())
    return {row for row, folder in within if not any(root.holds(folder) for root in others)}


def _root_paths(connection: sqlite3.Connection) -> list[bytes]:
    return [path for (path,) in connection.execute("SELECT path FROM roots ORDER BY path")]


def find_folder(connection: sqlite3.Connection, folder: bytes, volume: str = "") -> int | None:
    """A folder's row number, or None; without a volume, that of the folder that is present.

    A folder without a recorded volume matches any volume.
    """
    row = connection.execute(
        """
        SELECT id FROM folders WHERE path = :path
            AND (:volume IN ('', volume) OR (volume = '' AND absent_since IS NULL))
        ORDER BY absent_since IS NOT NULL, volume = :volume DESC, id LIMIT 1""",
        {"path": folder, "volume": volume},
    ).fetchone()
    return None if row is None else int(row[0])


def ensure_folder(connection: sqlite3.Connection, folder: bytes, volume: str = "") -> int:
    """A folder's row number; inserted if new."""
    row = find_folder(connection, folder, volume)
    if row is not None:
        return row
    cursor = connection.execute(
        "INSERT INTO folders (path, volume) VALUES (?, ?)", (folder, volume)
    )
    return cursor.lastrowid or 0


def ids_within(connection: sqlite3.Connection, path: Path) -> list[int]:
    """Row numbers of a folder and all its subfolders."""
    rows = connection.execute(_WITHIN, folder_range(encoded(path))._asdict())
    return [row for row, _ in rows]


def find_content(connection: sqlite3.Connection, content_hash: bytes) -> int | None:
    """A content's row number, with or without files; None: it is not stored."""
    row = connection.execute("SELECT id FROM contents WHERE hash = ?", (content_hash,)).fetchone()
    return None if row is None else int(row[0])


def hashes_of(connection: sqlite3.Connection, ids: Iterable[int]) -> dict[int, bytes]:
    """The hash of each of these contents."""
    rows = connection.execute(
        "SELECT id, hash FROM contents WHERE id IN (SELECT value FROM json_each(?))",
        (as_json(ids),),
    )
    return dict(rows.fetchall())
