"""Finds files in the trash of freedesktop.org desktops.

https://specifications.freedesktop.org/trash-spec/1.0/
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote_to_bytes

_SUFFIX = ".trashinfo"


@dataclass(frozen=True, slots=True)
class TrashEntry:
    """A file in the trash.

    Attributes:
        info: Its .trashinfo file.
        content: The file itself, under another name.
        origin: Its original path.
        deleted: When, in local time as ISO 8601 without a zone.
    """

    info: Path
    content: Path
    origin: Path
    deleted: str


def trash_entries(paths: Iterable[Path]) -> dict[Path, list[TrashEntry]]:
    """By original path, entries of all trash folders, the newest first."""
    wanted = set(paths)
    found: dict[Path, list[TrashEntry]] = {}
    for trash in _trash_folders_for(wanted):
        for each in _entries(trash):
            if each.origin in wanted:
                found.setdefault(each.origin, []).append(each)
    for entries in found.values():
        entries.sort(key=lambda each: each.deleted, reverse=True)
    return found


def home_trash() -> Path:
    """The trash folder for files on the disk of the user's home."""
    data = os.environ.get("XDG_DATA_HOME", "")
    return (Path(data) if data else Path.home() / ".local" / "share") / "Trash"


def _trash_folders_for(paths: Iterable[Path]) -> list[Path]:
    folders = {home_trash(): None}
    user = os.getuid() if hasattr(os, "getuid") else 0
    for top in {_mount_point(folder) for folder in {path.parent for path in paths}}:
        folders[top / ".Trash" / str(user)] = None
        folders[top / f".Trash-{user}"] = None
    return list(folders)


def _mount_point(folder: Path) -> Path:
    folder = folder.resolve()
    while not os.path.ismount(folder) and folder != folder.parent:
        folder = folder.parent
    return folder


def _entries(trash: Path) -> Iterator[TrashEntry]:
    top = _top_of(trash)
    with contextlib.suppress(OSError):
        for info in sorted((trash / "info").iterdir()):
            if info.suffix == _SUFFIX and (entry := _read(info, trash, top)) is not None:
                yield entry


def _top_of(trash: Path) -> Path:
    """The folder that paths in this trash folder are relative to."""
    return trash.parent.parent if trash.parent.name == ".Trash" else trash.parent


def _read(info: Path, trash: Path, top: Path) -> TrashEntry | None:
    try:
        lines = info.read_bytes().splitlines()
    except OSError:
        return None
    values = dict(line.partition(b"=")[::2] for line in lines[1:])
    content = trash / "files" / info.name.removesuffix(_SUFFIX)
    if b"Path" not in values or not os.path.lexists(content):
        return None
    origin = top / os.fsdecode(unquote_to_bytes(values[b"Path"]))
    deleted = values.get(b"DeletionDate", b"").decode("ascii", "replace")
    return TrashEntry(info, content, Path(os.path.normpath(origin)), deleted)
