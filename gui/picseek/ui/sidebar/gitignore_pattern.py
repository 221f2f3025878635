"""The .gitignore pattern that excludes a folder."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

_SPECIAL = re.compile(r"([\\*?\[])")
_UNWRITABLE = re.compile("[\n\r\ud800-\udfff]")
"""Characters that a line cannot contain: line ends, and undecodable bytes of a name."""


def pattern_of(folder: Path, roots: Iterable[Path]) -> str:
    """Return the pattern that excludes only this folder.

    Args:
        folder: The folder.
        roots: The root folders. The pattern is relative to the outermost one around the folder.

    Returns:
        The pattern; ``""``: the folder is not inside a root folder.
    """
    around = [root for root in roots if folder.is_relative_to(root)]
    if not around or folder in around:
        return ""
    outermost = min(around, key=lambda root: len(root.parts))
    parts = [_escaped(part) for part in folder.relative_to(outermost).parts]
    return f"/{'/'.join(parts)}/"


def _escaped(name: str) -> str:
    return _UNWRITABLE.sub("?", _SPECIAL.sub(r"\\\1", name))
