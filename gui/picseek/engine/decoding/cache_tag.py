"""Marks a folder as a cache, so that other programs, and Picseek itself, exclude it.

https://bford.info/cachedir/
"""

from __future__ import annotations

import os
from pathlib import Path

from picseek.engine.filesystem.atomic_files import atomic_write
from picseek.engine.filesystem.safe_open import open_regular_file

TAG_NAME = "CACHEDIR.TAG"

_SIGNATURE = b"Signature: 8a477f597d28d172789f06886806bc55"
_TAG = _SIGNATURE + (
    b"\n# Thumbnails of Picseek: they can be created again.\n"
    b"# For information about cache directory tags see https://bford.info/cachedir/\n"
)


def mark(folder: Path) -> None:
    """Create a folder if it is missing (but not its parents), and mark it as a cache.

    Raises:
        OSError: It cannot be created or marked.
    """
    folder.mkdir(mode=0o700, exist_ok=True)
    if not is_marked(folder):
        with atomic_write(folder / TAG_NAME, synced=False) as file:
            file.write(_TAG)


def is_marked(folder: str | Path) -> bool:
    """Whether any program has marked this folder as a cache; never raises."""
    tag = os.path.join(folder, TAG_NAME)  # noqa: PTH118 - called for each folder of a scan
    try:
        with open_regular_file(tag) as (file, _status):
            return file.read(len(_SIGNATURE)) == _SIGNATURE
    except OSError:
        return False
