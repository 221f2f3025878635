"""Removes files and folders from the library. Contents and vectors stay: files may return."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Collection, Sequence
from pathlib import Path

import numpy as np

from picseek.engine.store.lookups import delete_root, find_folder
from picseek.engine.store.records import Removed
from picseek.engine.store.text_search import delete_words
from picseek.engine.store.values import as_json, encoded
from picseek.engine.store.vector_rows import update_shown


def remove_files(
    connection: sqlite3.Connection, folder: Path, names: Sequence[str], volume: str
) -> Removed:
    """Remove files directly in a folder (on a volume), and their failures."""
    row = find_folder(connection, encoded(folder), volume)
    files = []
    for name in map(os.fsencode, names):
        files += connection.execute(
            "SELECT id FROM files WHERE folder = ? AND name = ?", (row, name)
        ).fetchall()
        connection.execute("DELETE FROM failures WHERE folder = ? AND name = ?", (row, name))
    return remove_rows(connection, [file for (file,) in files])


def remove_root(connection: sqlite3.Connection, path: Path) -> Removed:
    """Remove a root, and all folders in it that are not in another root."""
    return remove_folders(connection, delete_root(connection, path))


def remove_folders(connection: sqlite3.Connection, ids: Collection[int]) -> Removed:
    """Remove exactly these folders, by row number, and the files directly in them."""
    listed = (as_json(ids),)
    rows = connection.execute(
        "SELECT id FROM files WHERE folder IN (SELECT value FROM json_each(?))", listed
    )
    removed = remove_rows(connection, [file for (file,) in rows])
    connection.execute(
        "DELETE FROM failures WHERE folder IN (SELECT value FROM json_each(?))", listed
    )
    connection.execute("DELETE FROM folders WHERE id IN (SELECT value FROM json_each(?))", listed)
    return removed


def remove_rows(connection: sqlite3.Connection, files: Collection[int]) -> Removed:
    """Remove files by row number, and hide the pictures that lose their last file."""
    change = update_shown(connection, delete_rows(connection, files))
    return Removed(len(files), np.array(change.lost, np.int64))


def delete_rows(connection: sqlite3.Connection, files: Collection[int]) -> set[int]:
    """Delete the rows and words of files; return their contents, for `update_shown`."""
    listed = (as_json(files),)
    contents = connection.execute(
        "SELECT DISTINCT content FROM files WHERE id IN (SELECT value FROM json_each(?))", listed
    ).fetchall()
    delete_words(connection, files)
    connection.execute("DELETE FROM files WHERE id IN (SELECT value FROM json_each(?))", listed)
    return {content for (content,) in contents}
