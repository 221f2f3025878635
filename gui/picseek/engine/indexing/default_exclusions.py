"""Folders that are excluded by default: caches, thumbnails, copies that programs create.

They are excluded inside a chosen folder; the chosen folder itself is always scanned.
"""

from __future__ import annotations

import os
import re
from collections.abc import Collection

from picseek.engine.decoding.cache_tag import TAG_NAME, is_marked

# Trash folders, snapshots and thumbnail caches of systems and of NAS devices. Names that start with
# a dot are hidden anyway.
_SYSTEM_FOLDERS = frozenset(
    {
        *("$recycle.bin", "recycler", "system volume information", "lost+found", "__macosx"),
        *("@eadir", "#recycle", "#snapshot", "@recycle", "@recently-snapshot", "@tmp"),
    }
)

_NO_MEDIA = ".nomedia"
"""Android's marker for a folder whose pictures belong to an app, not into a gallery."""

_LIBRARY, _THUMBNAILS = "library.sqlite", "thumbnails"
"""Of a library of Picseek; older versions did not mark its thumbnails as a cache."""

# What Apple's Photos and iPhoto make from the originals, which lie next to it.
_DERIVED = re.compile(
    r"[/\\](?:[^/\\]+\.(?:photoslibrary|photolibrary|migratedphotolibrary)|iphoto library)"
    r"[/\\](?:resources[/\\](?:derivatives|proxies)|thumbnails|data\.noindex)$",
    re.IGNORECASE,
)


def is_system_folder(name: str) -> bool:
    """Whether a folder of this name, in lower case, belongs to the system."""
    return name in _SYSTEM_FOLDERS


def is_derived(path: str) -> bool:
    """Whether an absolute path is a folder of copies in an Apple Photos library."""
    return _DERIVED.search(path) is not None


def is_cache(path: str, names: Collection[str]) -> bool:
    """Whether a folder with these names in it is marked as a cache.

    The marks are `CACHEDIR.TAG` and ``.nomedia``; thumbnails of a Picseek library count as well.
    """
    if _NO_MEDIA in names or (TAG_NAME in names and is_marked(path)):
        return True
    above, name = os.path.split(path)
    return name == _THUMBNAILS and os.path.isfile(os.path.join(above, _LIBRARY))  # noqa: PTH113, PTH118 - strings, as in the scan
