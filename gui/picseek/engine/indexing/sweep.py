"""Forgetting what is gone from the disk, and nothing that is only out of reach."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from picseek.engine.indexing.commit import Committer
    from picseek.engine.store import Store


@dataclass(slots=True)
class RootScan:
    """What the scan of one root met.

    Attributes:
        visited: Folders it saw.
        unreadable: Folders it could not look into; what lies below may still be there.
        gone: Names, by folder, that the store knows and the disk does not show any more.
        files: Picture files it saw.
    """

    root: Path
    visited: set[Path] = field(default_factory=set)
    unreadable: list[Path] = field(default_factory=list)
    gone: dict[Path, list[str]] = field(default_factory=dict)
    files: int = 0


def sweep(scans: Iterable[RootScan], store: Store, committer: Committer) -> None:
    """Forget the files that complete scans did not meet. Never called for a stopped run."""
    for seen in scans:
        if _drive_is_missing(seen, store):
            continue
        for folder, names in seen.gone.items():
            committer.forget(store.forget_files(folder, names))
        vanished = vanished_folders(store.known_folders(seen.root), seen.visited, seen.unreadable)
        if vanished:
            committer.forget(store.forget_folders(vanished))


def vanished_folders(
    known: Iterable[Path], visited: set[Path], unreadable: Iterable[Path]
) -> list[Path]:
    """Known folders that were neither visited nor lie at or below an unreadable one."""
    hidden = tuple(os.path.join(folder, "") for folder in unreadable)  # noqa: PTH118 - "/a" must not hide "/ab"
    return [
        folder
        for folder in known
        if folder not in visited and not os.path.join(folder, "").startswith(hidden)  # noqa: PTH118
    ]


def mount_point(path: Path) -> Path:
    """The nearest mount point at or above a path."""
    here = path.resolve()
    while not here.is_mount() and here != here.parent:
        here = here.parent
    return here


def _drive_is_missing(seen: RootScan, store: Store) -> bool:
    """Whether a root is empty only because its drive is not mounted.

    An unmounted drive leaves an empty folder behind. The mount point is remembered while
    pictures are seen; a root that turns out empty on another mount is kept as it was.
    """
    key = f"mount:{os.fsencode(seen.root).hex()}"
    mount = os.fsencode(mount_point(seen.root)).hex()
    if seen.files:
        store.set_setting(key, mount)
        return False
    return store.setting(key) not in (None, mount)
