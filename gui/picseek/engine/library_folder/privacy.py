"""Permissions of a library: what it holds is nobody's business but its owner's."""

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
    """Take permissions of others away from a library, as far as the system has any.

    The folder itself is left as it is where files of other programs lie in it, too.
    """
    if os.name == "nt":  # there a profile is private by where it lies
        return
    for name in _FILES:
        _restrict(folder / name, PRIVATE)
    for name in _FOLDERS:
        _restrict(folder / name, _PRIVATE_FOLDER)
    with contextlib.suppress(OSError):
        if all(_is_own(entry.name) for entry in folder.iterdir()):
            _restrict(folder, _PRIVATE_FOLDER)


def _is_own(name: str) -> bool:
    return name in (*_FILES, *_FOLDERS) or name.startswith(names.SET_ASIDE)


def _restrict(path: Path, mode: int) -> None:
    with contextlib.suppress(OSError):  # not there, not ours, or a file system without modes
        status = path.lstat()
        if status.st_mode & _OTHERS and not stat.S_ISLNK(status.st_mode):
            path.chmod(mode)
