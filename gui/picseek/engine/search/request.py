"""A query on its way through a search, its text parsed once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from picseek.engine.text.query_parser import ParsedQuery, parse

if TYPE_CHECKING:
    from pathlib import Path

    from picseek.engine.types import Query

MIN_DEPTH = 200
"""Pictures of each ranking, even where fewer are shown: one that is 150th by meaning and first by
name belongs near the top."""


@dataclass(frozen=True, slots=True)
class SearchRequest:
    """What to search for.

    Attributes:
        query: As it was asked.
        words: Its text, parsed.
    """

    query: Query
    words: ParsedQuery

    @classmethod
    def of(cls, query: Query) -> SearchRequest:
        """Parse the text of a query."""
        return cls(query, parse(query.text))

    @property
    def folder(self) -> Path | None:
        """Only pictures in this folder and its subfolders are wanted; None: all."""
        return self.query.folder

    @property
    def depth(self) -> int:
        """The most pictures of each ranking."""
        return max(self.query.limit, MIN_DEPTH)
