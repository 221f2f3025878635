"""A folder as a line of a .gitignore, to exclude it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

_SPECIAL = re.compile(r"([\\*?\[])")
_UNWRITABLE = re.compile("[\n\r\ud800-\udfff]")
"""Characters that a line cannot hold: line ends, and bytes of a name that are no text."""


def pattern_of(folder: Path, roots: Iterable[Path]) -> str:
    """The pattern that excludes just this folder.

    Args:
        folder: In a root folder.
        roots: The root folders. A pattern is relative to the outermost one that holds the folder.

    Returns:
        The pattern; ``""``: the folder is in none of them, or is one itself.
    """
    above = [root for root in roots if folder.is_relative_to(root)]
    if not above or folder in above:
        return ""
    outermost = min(above, key=lambda root: len(root.parts))
    parts = [_escaped(part) for part in folder.relative_to(outermost).parts]
    return f"/{'/'.join(parts)}/"


def _escaped(name: str) -> str:
    return _UNWRITABLE.sub("?", _SPECIAL.sub(r"\\\1", name))
