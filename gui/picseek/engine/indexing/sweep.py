"""Removes deleted files from the library, but never files on drives that are not connected.

A missing file or folder counts as deleted only if the volume that it was recorded on is connected.
Everything else stays.
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
    """The result of scanning one root.

    Attributes:
        visited: Listed folders and their volumes.
        identities: Identities of the listed folders.
        unreadable: Folders that could not be listed; their files may still exist.
        gone: Names that are in the store but were not found, by folder.
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


class _Outcome(Enum):
    """What to do with a folder that is in the store but was not listed."""

    STAYS = auto()
    UNAVAILABLE = auto()
    REMOVED = auto()


def sweep(
    scans: Iterable[RootScan], context: RunContext, drives: Drives, committer: Committer
) -> None:
    """Remove deleted files, and mark unavailable ones. Not for a run that ended early."""
    for seen in scans:
        _Sweep(seen, context, drives).run(committer)


class _Sweep:
    """Handles the files of one root that its scan did not find."""

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
        outcomes = {
            known.id: self._outcome_of(known)
            for known in store.folders.known(self._seen.root)
            if self._seen.visited.get(known.path) != known.volume
            and not self._drives.is_silent(known.volume)
        }
        forgotten = [row for row, outcome in outcomes.items() if outcome is _Outcome.REMOVED]
        if forgotten:
            committer.forget(store.folders.remove(forgotten))
        absent = [row for row, outcome in outcomes.items() if outcome is _Outcome.UNAVAILABLE]
        if absent:
            store.presence.mark_absent(absent)

    # Files

    def _deleted(self, folder: Path, names: list[str]) -> list[str]:
        """The given names that no longer exist in a listed folder."""
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
            return not os.path.lexists(path)  # the target of a link may be on an unplugged drive
        except (OSError, ValueError):
            return False
        is_file = stat.S_ISREG(status.st_mode)
        excluded = folder in self._seen.caches or self._is_excluded(folder, name, status)
        return not is_file or excluded or _is_renamed(folder, name)

    def _is_excluded(self, folder: Path, name: str, status: os.stat_result) -> bool:
        rules = self._scanner.rules
        return is_passed_over(name, status) or (
            rules.any and rules.excludes_file(str(folder), name, status.st_size)
        )

    # Folders

    def _outcome_of(self, known: KnownFolder) -> _Outcome:
        path = str(known.path)
        if self._scanner.rules.excludes_folder_or_parent(path):
            return _Outcome.REMOVED
        hiding = self._hiding(path)
        if hiding is not None:
            return _Outcome.UNAVAILABLE if _is_missing(hiding) else _Outcome.STAYS
        place = nearest_existing(self._scanner.volumes, path)
        if place is None or place.volume != known.volume:
            return _Outcome.UNAVAILABLE
        if place.path != path:
            return _Outcome.REMOVED
        return _Outcome.REMOVED if self._was_skipped(path, place.status) else _Outcome.STAYS

    def _hiding(self, path: str) -> str | None:
        """The folder above this one that could not be listed, if any."""
        inside = os.path.join(path, "")  # noqa: PTH118 - "/a" must not hide "/ab"
        return next((each for each in self._unreadable if inside.startswith(each)), None)

    def _was_skipped(self, path: str, status: os.stat_result) -> bool:
        """Whether an existing folder was skipped on purpose, or was visited by another path."""
        if identity_by(path, status) in self._seen.identities:
            return True
        parts = Path(path).relative_to(self._seen.root).parts
        excluded = any(Path(path).is_relative_to(folder) for folder in self._scanner.exclude)
        return (
            excluded
            or any(is_passed_over(name, status, folder=True) for name in parts)
            or self._is_in_cache(Path(path))
        )

    def _is_in_cache(self, folder: Path) -> bool:
        """Whether it is in a cache, or among the copies in an Apple Photos library."""
        root = self._seen.root
        inside = [
            each for each in (folder, *folder.parents) if each != root and root in each.parents
        ]
        return any(each in self._seen.caches or is_derived(str(each)) for each in inside)


def _is_missing(path: str) -> bool:
    """Whether a path does not exist; False if it only cannot be accessed."""
    try:
        os.stat(path)  # noqa: PTH116 - as all of the scan
    except (FileNotFoundError, NotADirectoryError):
        return True
    except (OSError, ValueError):
        return False
    return False


def _is_renamed(folder: Path, name: str) -> bool:
    """Whether a file found by this name is now listed under another spelling."""
    try:
        names = os.listdir(folder)  # noqa: PTH208 - names, not paths
    except OSError:
        return False
    wanted = _folded(name)
    return name not in names and any(_folded(each) == wanted for each in names)


def _folded(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()
