"""A folder as a line of a .gitignore, to be left out."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

_SPECIAL = re.compile(r"([\\*?\[])")
_UNWRITABLE = re.compile("[\n\r\ud800-\udfff]")
"""What a line of text cannot hold: ends of lines, and bytes of a name that are no text."""


def matching_pattern(folder: Path, roots: Iterable[Path]) -> str:
    """The pattern that leaves just this folder out.

    Args:
        folder: Below a chosen one.
        roots: The chosen folders. A pattern counts from the outermost one that holds the folder.

    Returns:
        The pattern; ``""``: the folder is below none of them, or is one itself.
    """
    above = [root for root in roots if folder.is_relative_to(root)]
    if not above or folder in above:
        return ""
    outermost = min(above, key=lambda root: len(root.parts))
    parts = [_escaped(part) for part in folder.relative_to(outermost).parts]
    return f"/{'/'.join(parts)}/"


def _escaped(name: str) -> str:
    return _UNWRITABLE.sub("?", _SPECIAL.sub(r"\\\1", name))
