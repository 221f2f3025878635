"""Checks that a library's files exist, before SQLite opens any of them.

SQLite treats a missing or empty file as a new database, and deletes the log beside it, which may
hold all that is left of the library.
"""

from __future__ import annotations

import os
from contextlib import suppress
from datetime import date
from pathlib import Path

from picseek.engine.errors import LibraryDamaged
from picseek.engine.filesystem.atomic_files import sync_folder
from picseek.engine.library_folder import names
from picseek.engine.messages import message


def require_intact(folder: Path) -> None:
    """Accept an intact library, and a folder that never held one; change nothing.

    Raises:
        LibraryDamaged: The database is missing or empty, although other files of a library exist.
        OSError: The folder cannot be read.
    """
    database = folder / names.DATABASE
    if _size(database) or not is_used(folder):
        return
    if database.exists():
        raise LibraryDamaged(
            message("The library in {folder} is damaged: its database is empty.", folder=folder)
        )
    raise LibraryDamaged(
        message("The library in {folder} is damaged: its database is missing.", folder=folder)
    )


def set_aside(folder: Path, *more: str) -> Path:
    """Move the database, its logs and the vector indexes into a new folder beside them.

    Thumbnails, paid answers and the window's settings remain: they suit any database.

    Args:
        folder: The library's folder.
        more: Names of other files to move.

    Returns:
        The new folder.

    Raises:
        OSError: A file cannot be moved; the others may be in the new folder already.
    """
    target = _new_folder(folder)
    database = names.DATABASE
    for name in (
        database,
        *(database + end for end in names.SQLITE_SUFFIXES),
        names.VECTORS,
        *more,
    ):
        with suppress(FileNotFoundError):
            (folder / name).rename(target / name)
    sync_folder(target)
    sync_folder(folder)
    return target


def _new_folder(folder: Path) -> Path:
    name = f"{names.SET_ASIDE}{date.today().isoformat()}"
    number = 1
    while True:
        target = folder / (name if number == 1 else f"{name}-{number}")
        try:
            target.mkdir(mode=0o700)
        except FileExistsError:
            number += 1
        else:
            return target


def is_used(folder: Path) -> bool:
    """Whether the folder holds any file of a library."""
    database = folder / names.DATABASE
    logs = [database.with_name(names.DATABASE + end) for end in names.SQLITE_SUFFIXES[:2]]
    return (
        any(map(_size, [database, *logs, folder / names.JOURNAL, folder / names.WINDOW_SETTINGS]))
        or any((folder / names.THUMBNAILS).glob("[0-9a-f][0-9a-f]/*"))
        or any((folder / names.VECTORS).glob("*/*"))
    )


def _size(file: Path) -> int:
    """Bytes of a file; 0 where there is none."""
    try:
        return os.stat(file).st_size  # noqa: PTH116 - one call, not two
    except (FileNotFoundError, NotADirectoryError):
        return 0
