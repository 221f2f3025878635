"""The captions, the date, and the meaningful names of a picture, from all sources.

Read in a decode worker. Captions are searched as words, on this computer. If the user has turned
that on, they are also sent, with the names, to models that combine text with pictures.
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
"""Characters of a description; in longer ones, the picture would count for too little."""

READER_VERSION = 3
"""Increased when more is read from pictures and sidecars, so that files are read again."""

_LONGEST_PART = 1_000


def captions_of(embedded: Iterable[str], sidecars: SidecarMetadata) -> str:
    """The captions in a picture and its sidecars, one in each line; ``""`` if there are none."""
    return _lines((*embedded, *sidecars.captions))


def date_of(path: Path, embedded: Taken | None, sidecars: SidecarMetadata) -> Taken | None:
    """When a picture was taken, by the best source: the picture, its sidecars, or its name."""
    named = named_date(path.stem)
    by_name = None if named is None else Taken(named, DateSource.NAME)
    return best((embedded, sidecars.taken, by_name))


def with_names(path: Path, captions: str) -> str:
    """Captions with the names of the file and its folder, if these are meaningful."""
    return _lines((*captions.split("\n"), readable_name(path.name), folder_name(path)))


def _lines(parts: Iterable[str]) -> str:
    """The different texts, in order, one in each line."""
    lines: dict[str, str] = {}
    for part in parts:
        line = plain_line(part)
        lines.setdefault(line.casefold(), line)
    return "\n".join(filter(None, lines.values()))[:LONGEST]


def plain_line(text: str) -> str:
    """A text as one line of printable characters with single spaces, at most 1,000 long."""
    return one_line(text[: 4 * _LONGEST_PART])[:_LONGEST_PART]
