"""Files and folders that are gone. Contents and vectors stay: they may come again."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Collection, Sequence
from pathlib import Path

import numpy as np

from picseek.engine.store import folders
from picseek.engine.store.records import Forgotten
from picseek.engine.store.text_search import forget_words
from picseek.engine.store.vectors import as_list, update_shown
from picseek.engine.types import ProblemCode, Stage


def forget_files(
    connection: sqlite3.Connection, folder: Path, names: Sequence[str], volume: str = ""
) -> Forgotten:
    """Forget files directly in a folder (on a volume), and their failures."""
    row = folders.row_at(connection, folders.encoded(folder), volume)
    files = []
    for name in map(os.fsencode, names):
        files += connection.execute(
            "SELECT id FROM files WHERE folder = ? AND name = ?", (row, name)
        ).fetchall()
        connection.execute("DELETE FROM failures WHERE folder = ? AND name = ?", (row, name))
    return _forget(connection, [file for (file,) in files])


def forget_root(connection: sqlite3.Connection, path: Path) -> Forgotten:
    """Forget that a folder was chosen, and all in it that no other chosen folder holds."""
    return forget_folders(connection, folders.remove_root(connection, path))


def leave_out_small(connection: sqlite3.Connection, least: int) -> Forgotten:
    """Forget files of pictures whose longer side has fewer pixels; remember that they are small."""
    files = connection.execute(
        """
        SELECT f.id, f.folder, f.name, f.size, f.mtime_ns
        FROM contents c CROSS JOIN files f ON f.content = c.id
        WHERE max(c.width, c.height) < ?""",
        (least,),
    ).fetchall()
    connection.executemany(
        "REPLACE INTO failures VALUES (?, ?, ?, ?, ?, ?, ?, NULL)",
        ((*file, Stage.DECODE.value, ProblemCode.LEFT_OUT.value, "") for _row, *file in files),
    )
    return _forget(connection, [row for row, *_file in files])


def forget_left_out(connection: sqlite3.Connection) -> None:
    """Forget which files were too small: what that means has changed."""
    connection.execute("DELETE FROM failures WHERE code = ?", (ProblemCode.LEFT_OUT.value,))


def forget_folders(connection: sqlite3.Connection, ids: Collection[int]) -> Forgotten:
    """Forget exactly these folders, by row number, and the files directly in them."""
    listed = (as_list(ids),)
    rows = connection.execute(
        "SELECT id FROM files WHERE folder IN (SELECT value FROM json_each(?))", listed
    )
    forgotten = _forget(connection, [file for (file,) in rows])
    connection.execute(
        "DELETE FROM failures WHERE folder IN (SELECT value FROM json_each(?))", listed
    )
    connection.execute("DELETE FROM folders WHERE id IN (SELECT value FROM json_each(?))", listed)
    return forgotten


def forget_rows(connection: sqlite3.Connection, files: Collection[int]) -> set[int]:
    """Delete files' rows and words; return the contents they held, for `update_shown`."""
    listed = (as_list(files),)
    contents = connection.execute(
        "SELECT DISTINCT content FROM files WHERE id IN (SELECT value FROM json_each(?))", listed
    ).fetchall()
    forget_words(connection, files)
    connection.execute("DELETE FROM files WHERE id IN (SELECT value FROM json_each(?))", listed)
    return {content for (content,) in contents}


def _forget(connection: sqlite3.Connection, files: Collection[int]) -> Forgotten:
    change = update_shown(connection, forget_rows(connection, files))
    return Forgotten(len(files), np.array(change.lost, np.int64))
