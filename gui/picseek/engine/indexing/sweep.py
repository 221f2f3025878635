"""Removes deleted files from the library, but never files on drives that are not connected.

Absence is no evidence: what is missing counts as deleted only if the volume that it was recorded
on is connected, and the file or folder is not found there. Everything else stays.
"""

from __future__ import annotations

import os
import stat
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import Enum, auto
from pathlib import Path
from typing import TYPE_CHECKING

from picseek.engine.filesystem.paths import Identity, identity_by
from picseek.engine.filesystem.volumes import nearest_existing
from picseek.engine.indexing.default_exclusions import is_derived
from picseek.engine.indexing.scan import is_passed_over

if TYPE_CHECKING:
    from picseek.engine.indexing.commit import Committer
    from picseek.engine.indexing.context import RunContext
    from picseek.engine.indexing.drives import Drives
    from picseek.engine.indexing.scan import ScannedFolder
    from picseek.engine.store import KnownFolder


@dataclass(slots=True)
class RootScan:
    """What the scan of one root found.

    Attributes:
        visited: The volumes of the folders that it listed.
        identities: Of these folders, whatever they are called.
        unreadable: Folders that it could not list; what is in them may still exist.
        gone: Names, by folder, that are in the store and were not found.
        caches: Folders that are marked as caches.
    """

    root: Path
    visited: dict[Path, str] = field(default_factory=dict)
    identities: set[Identity | None] = field(default_factory=set)
    unreadable: list[Path] = field(default_factory=list)
    gone: dict[Path, list[str]] = field(default_factory=dict)
    caches: set[Path] = field(default_factory=set)

    def add(self, folder: ScannedFolder, gone: list[str]) -> None:
        """Add a folder that was listed."""
        self.visited[folder.path] = folder.volume
        self.identities.add(folder.identity)
        if folder.is_cache:
            self.caches.add(folder.path)
        if gone:
            self.gone[folder.path] = gone


class _Fate(Enum):
    """What happens to a folder that is in the store and was not listed."""

    STAYS = auto()
    ABSENT = auto()
    FORGOTTEN = auto()


def sweep(
    scans: Iterable[RootScan], context: RunContext, drives: Drives, committer: Committer
) -> None:
    """Remove what is deleted and mark what is unavailable. Not for a stopped run."""
    for seen in scans:
        _Sweep(seen, context, drives).run(committer)


class _Sweep:
    """Finds out what happened to the files of one root that its scan did not find."""

    def __init__(self, seen: RootScan, context: RunContext, drives: Drives) -> None:
        self._seen = seen
        self._store, self._scanner = context.store, context.scanner
        self._drives = drives
        self._unreadable = tuple(os.path.join(path, "") for path in seen.unreadable)  # noqa: PTH118

    def run(self, committer: Committer) -> None:
        store = self._store
        for folder, names in self._seen.gone.items():
            deleted = self._deleted(folder, names)
            if deleted:
                volume = self._seen.visited[folder]
                committer.forget(store.files.remove(folder, deleted, volume))
        fates = {
            known.id: self._fate_of(known)
            for known in store.folders.known(self._seen.root)
            if self._seen.visited.get(known.path) != known.volume
            and not self._drives.is_silent(known.volume)
        }
        forgotten = [row for row, fate in fates.items() if fate is _Fate.FORGOTTEN]
        if forgotten:
            committer.forget(store.folders.remove(forgotten))
        absent = [row for row, fate in fates.items() if fate is _Fate.ABSENT]
        if absent:
            store.presence.mark_absent(absent)

    # Files

    def _deleted(self, folder: Path, names: list[str]) -> list[str]:
        """Those of these names that are no longer in a folder that was listed."""
        volume = self._seen.visited[folder]
        if self._drives.is_silent(volume):
            return []
        place = nearest_existing(self._scanner.volumes, str(folder))
        if place is None or (place.path, place.volume) != (str(folder), volume):
            return []
        return [name for name in names if self._is_deleted(folder, name)]

    def _is_deleted(self, folder: Path, name: str) -> bool:
        path = folder / name
        try:
            status = os.stat(path)  # noqa: PTH116 - as all of the scan
        except (FileNotFoundError, NotADirectoryError):
            return not os.path.lexists(path)  # what a link leads to may be unplugged
        except (OSError, ValueError):
            return False
        is_file = stat.S_ISREG(status.st_mode)
        left_out = folder in self._seen.caches or self._is_excluded(folder, name, status)
        return not is_file or left_out or _is_renamed(folder, name)

    def _is_excluded(self, folder: Path, name: str, status: os.stat_result) -> bool:
        rules = self._scanner.rules
        return is_passed_over(name, status) or (
            rules.any and rules.excludes_file(str(folder), name, status.st_size)
        )

    # Folders

    def _fate_of(self, known: KnownFolder) -> _Fate:
        path = str(known.path)
        if self._scanner.rules.excludes_folder_or_parent(path):
            return _Fate.FORGOTTEN
        hiding = self._hiding(path)
        if hiding is not None:
            return _Fate.ABSENT if _is_missing(hiding) else _Fate.STAYS
        place = nearest_existing(self._scanner.volumes, path)
        if place is None or place.volume != known.volume:
            return _Fate.ABSENT
        if place.path != path:
            return _Fate.FORGOTTEN
        return _Fate.FORGOTTEN if self._is_met_elsewhere(path, place.status) else _Fate.STAYS

    def _hiding(self, path: str) -> str | None:
        """The folder that could not be listed, and holds this one."""
        inside = os.path.join(path, "")  # noqa: PTH118 - "/a" must not hide "/ab"
        return next((each for each in self._unreadable if inside.startswith(each)), None)

    def _is_met_elsewhere(self, path: str, status: os.stat_result) -> bool:
        """Whether a folder that is there was passed over on purpose, or has another name too."""
        if identity_by(path, status) in self._seen.identities:
            return True
        below = Path(path).relative_to(self._seen.root).parts
        own = any(Path(path).is_relative_to(folder) for folder in self._scanner.exclude)
        return (
            own
            or any(is_passed_over(name, status, folder=True) for name in below)
            or self._is_in_cache(Path(path))
        )

    def _is_in_cache(self, folder: Path) -> bool:
        """Whether it is in a cache, or among the copies in a library of Apple's."""
        root = self._seen.root
        below = [
            each for each in (folder, *folder.parents) if each != root and root in each.parents
        ]
        return any(each in self._seen.caches or is_derived(str(each)) for each in below)


def _is_missing(path: str) -> bool:
    """Whether a path leads nowhere now, which is not the same as being out of bounds."""
    try:
        os.stat(path)  # noqa: PTH116 - as all of the scan
    except (FileNotFoundError, NotADirectoryError):
        return True
    except (OSError, ValueError):
        return False
    return False


def _is_renamed(folder: Path, name: str) -> bool:
    """Whether a file that is found by this name is listed by another spelling of it only."""
    try:
        names = os.listdir(folder)  # noqa: PTH208 - names, not paths
    except OSError:
        return False
    wanted = _folded(name)
    return name not in names and any(_folded(each) == wanted for each in names)


def _folded(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()
