"""What is written about a picture: its name, its folder's, captions in it and in sidecars.

Read in a decode worker. Captions are searched as words, on this computer; with the names, they go
to models that fuse them with the picture, when the user has switched that on.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from picseek.engine.metadata.dates import Taken, best, named_date
from picseek.engine.metadata.names import folder_name, readable_name
from picseek.engine.metadata.plain import one_line
from picseek.engine.metadata.sidecars import SidecarMetadata
from picseek.engine.types import DateSource

LONGEST = 2_000
"""Characters of a description; more would drown the picture."""

READER_VERSION = 3
"""Increased when more is read from pictures and sidecars: files are then read again."""

_LONGEST_PART = 1_000


def captions_of(inside: Iterable[str], beside: SidecarMetadata) -> str:
    """What somebody wrote about a picture, a line for each thing; ``""`` if there is nothing."""
    return _lines((*inside, *beside.captions))


def date_of(path: Path, inside: Taken | None, beside: SidecarMetadata) -> Taken | None:
    """When a picture was taken, by the best source: the picture, its sidecars, or its name."""
    named = named_date(path.stem)
    by_name = None if named is None else Taken(named, DateSource.NAME)
    return best((inside, beside.taken, by_name))


def with_names(path: Path, captions: str) -> str:
    """The same with the names of the file and its folder, as far as they are meaningful."""
    return _lines((*captions.split("\n"), readable_name(path.name), folder_name(path)))


def _lines(parts: Iterable[str]) -> str:
    """Each different part as a line of its own, in order."""
    lines: dict[str, str] = {}
    for part in parts:
        line = plain_line(part)
        lines.setdefault(line.casefold(), line)
    return "\n".join(filter(None, lines.values()))[:LONGEST]


def plain_line(text: str) -> str:
    """A text as one line of printable characters with single spaces, at most 1,000 long."""
    return one_line(text[: 4 * _LONGEST_PART])[:_LONGEST_PART]
