"""Permissions of a library: only its owner may read it."""

from __future__ import annotations

import contextlib
import os
import stat
from pathlib import Path

from picseek.engine.filesystem.atomic_files import PRIVATE
from picseek.engine.library_folder import names

_PRIVATE_FOLDER = 0o700
_OTHERS = 0o077
_FOLDERS = (names.THUMBNAILS, names.VECTORS, names.BACKUPS)
_FILES = (
    names.DATABASE,
    *(names.DATABASE + end for end in names.SQLITE_SUFFIXES),
    names.JOURNAL,
    names.LOCK,
    names.WINDOW_SETTINGS,
)


def make_private(folder: Path) -> None:
    """Remove other users' permissions for a library, where the system has any.

    The folder itself is not changed if it also holds files of other programs.
    """
    if os.name == "nt":  # profiles are private by their location
        return
    for name in _FILES:
        _restrict(folder / name, PRIVATE)
    for name in _FOLDERS:
        _restrict(folder / name, _PRIVATE_FOLDER)
    with contextlib.suppress(OSError):
        if all(_is_ours(entry.name) for entry in folder.iterdir()):
            _restrict(folder, _PRIVATE_FOLDER)


def _is_ours(name: str) -> bool:
    return name in (*_FILES, *_FOLDERS) or name.startswith(names.SET_ASIDE)


def _restrict(path: Path, mode: int) -> None:
    with contextlib.suppress(OSError):  # missing, of another user, or a file system without modes
        status = path.lstat()
        if status.st_mode & _OTHERS and not stat.S_ISLNK(status.st_mode):
            path.chmod(mode)
