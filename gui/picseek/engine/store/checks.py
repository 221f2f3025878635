"""Integrity check of a database."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from picseek.engine.errors import LibraryDamaged
from picseek.engine.messages import message
from picseek.engine.store.values import printable


def require_sound(connection: sqlite3.Connection, file: Path) -> None:
    """Read the whole database and check it; as slow as the disk.

    Raises:
        LibraryDamaged: It is damaged.
        sqlite3.Error: It cannot be read.
    """
    (found,) = connection.execute("PRAGMA quick_check(1)").fetchone()
    if found != "ok":
        raise LibraryDamaged(
            message("The library {file} is damaged ({reason}).", file=printable(file), reason=found)
        )
