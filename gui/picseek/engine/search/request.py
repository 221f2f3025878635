"""A query on its way through a search: read once, with the pictures that its facts allow."""

from __future__ import annotations

import locale
import os
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from picseek.engine.text.date_points import DateSettings
from picseek.engine.text.query_fields import QuerySettings
from picseek.engine.text.query_reader import Fact, ReadQuery, read_query

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from picseek.engine.store import Store
    from picseek.engine.text.query_parser import ParsedQuery
    from picseek.engine.types import Query

MIN_DEPTH = 200
"""Pictures of each ranking, even where fewer are shown: one that is 150th by meaning and first by
name belongs near the top."""

_SOUTHERN = frozenset(
    "AR AU BO BR BW CL FJ LS MG MW MZ NA NZ PE PG PY RE SZ UY ZA ZM ZW".split()  # noqa: SIM905
)
_MONTH_FIRST = frozenset({"US", "PH", "PW", "FM", "MH"})
_COUNTRY = re.compile(r"[a-zA-Z]{2,3}[_-]([A-Z]{2})\b")


@dataclass(frozen=True)
class SearchRequest:
    """What to search for.

    Attributes:
        query: As it was asked.
        read: Its text, understood.
        within: Ids of the pictures in its folder that have all facts, ascending, int64 (n,);
            None: all pictures.
    """

    query: Query
    read: ReadQuery
    within: NDArray[np.int64] | None

    @property
    def words(self) -> ParsedQuery:
        """The words that describe pictures."""
        return self.read.words

    @property
    def folder(self) -> Path | None:
        """Only pictures in this folder and its subfolders are wanted; None: all."""
        return self.query.folder

    @property
    def only_filters(self) -> bool:
        """Whether nothing is to be ranked: there are facts or an order, and no words."""
        return self.read.has_filters and self.words.is_blank and not self.query.like

    @property
    def depth(self) -> int:
        """The most pictures of each ranking."""
        return max(self.query.limit, MIN_DEPTH)

    @cached_property
    def among(self) -> frozenset[int] | None:
        """The pictures that have all facts; None: there are no facts."""
        if not self.read.facts or self.within is None:
            return None
        return frozenset(self.within.tolist())


class QueryReader:
    """Reads the queries of one library. Safe to use from any thread."""

    def __init__(self, store: Store, today: Callable[[], date] = date.today) -> None:
        self._store = store
        self._today = today

    def read(self, text: str) -> ReadQuery:
        """Read the text of a query."""
        names = self._store.pictures.facts()
        country = _country()
        dates = DateSettings(self._today(), country in _SOUTHERN, country in _MONTH_FIRST)
        settings = QuerySettings(dates, names.cameras, names.folders)
        return read_query(text, settings, self._store.pictures.any_matching)

    def request(self, query: Query) -> SearchRequest:
        """Read a query, and find the pictures that have its facts."""
        read = self.read(query.text)
        within = self._store.pictures.in_folder(query.folder)
        if read.condition is not None:
            matching = self._store.pictures.matching(read.condition)
            within = matching if within is None else np.intersect1d(within, matching)
        return SearchRequest(query, read, within)

    def without(self, request: SearchRequest, fact: Fact) -> SearchRequest:
        """The same request without one of its facts."""
        return self.request(replace(request.query, text=request.read.text_without(fact)))


def _country() -> str:
    """The country of the user's settings, as two letters; ``""``: unknown."""
    names = (locale.getlocale()[0], *map(os.environ.get, ("LC_ALL", "LC_TIME", "LANG")))
    for name in filter(None, names):
        if (match := _COUNTRY.match(name)) is not None:
            return match[1]
    return ""
