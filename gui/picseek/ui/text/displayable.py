"""Text as Qt can draw it."""

from __future__ import annotations

import re
from pathlib import Path

_LONE_SURROGATES = re.compile("[\ud800-\udfff]")


def displayable(text: Path | str) -> str:
    """Return a path, or a sentence that contains one, as Qt can draw it.

    Bytes of a file name that are not UTF-8 are lone surrogates in Python, which Qt would drop.
    """
    return _LONE_SURROGATES.sub("\N{REPLACEMENT CHARACTER}", str(text))
