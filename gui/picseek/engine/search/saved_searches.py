"""Searches that the user saved under a name."""

from __future__ import annotations

import json
import threading
from collections.abc import Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from picseek.engine.errors import UsageError
from picseek.engine.messages import message
from picseek.engine.types.library import SavedSearch

if TYPE_CHECKING:
    from picseek.engine.store import SettingRepository
    from picseek.engine.types import Query

LONGEST_NAME = 200

_SEARCHES = "saved_searches"
_LAST_ID = "saved_searches_last_id"


class SavedSearches:
    """The saved searches of one library, in the order the user gave them.

    Safe to use from any thread. They are few, so one setting stores them all, and every
    change is one write. Changes raise LibraryUnwritable if the library is read-only.
    """

    def __init__(self, settings: SettingRepository) -> None:
        self._settings = settings
        self._lock = threading.Lock()

    def list(self) -> list[SavedSearch]:
        """All of them, without those that a newer Picseek saved and this one cannot read."""
        searches = (_read(entry) for entry in _entries(self._settings.get(_SEARCHES)))
        return [search for search in searches if search is not None]

    def save(self, name: str, query: Query) -> SavedSearch:
        """Save a search, as the last one.

        Args:
            name: What to call it; blanks around it are cut.
            query: Its text, examples, folder and model are saved. An example outside the library
                is saved as its path.

        Raises:
            UsageError: The name is empty, or the query is.
        """
        if not query.text.strip() and not query.like and query.folder is None:
            raise UsageError(message("There's nothing to save. Search for something first."))
        with self._lock:
            number = self._last_number() + 1
            search = SavedSearch(
                number, _clean(name), query.text, query.like, query.folder, query.model
            )
            self._settings.set(_LAST_ID, str(number))
            self._write([*self.list(), search])
        return search

    def _last_number(self) -> int:
        try:
            return int(self._settings.get(_LAST_ID) or 0)
        except ValueError:  # a damaged disk
            return max((search.id for search in self.list()), default=0)

    def rename(self, number: int, name: str) -> None:
        """Rename a saved search.

        Raises:
            UsageError: The name is empty, or there is no such search.
        """
        name = _clean(name)
        with self._lock:
            searches = self.list()
            at = _position(searches, number)
            searches[at] = replace(searches[at], name=name)
            self._write(searches)

    def remove(self, number: int) -> int:
        """Delete a saved search.

        Returns:
            Its position, for `restore`.

        Raises:
            UsageError: There is no such search.
        """
        with self._lock:
            searches = self.list()
            at = _position(searches, number)
            self._write([*searches[:at], *searches[at + 1 :]])
        return at

    def restore(self, search: SavedSearch, at: int) -> None:
        """Undo a deletion; does nothing if the search exists."""
        with self._lock:
            searches = self.list()
            if all(each.id != search.id for each in searches):
                searches.insert(at, search)
                self._write(searches)

    def arrange(self, numbers: Sequence[int]) -> None:
        """Reorder them; those not named follow in their previous order."""
        with self._lock:
            positions = {number: position for position, number in enumerate(numbers)}
            last = len(positions)
            searches = sorted(self.list(), key=lambda each: positions.get(each.id, last))
            self._write(searches)

    def _write(self, searches: Sequence[SavedSearch]) -> None:
        # ASCII: paths and pasted text may hold halves of characters that UTF-8 has no form of.
        self._settings.set(_SEARCHES, json.dumps([_entry(each) for each in searches]))


def _clean(name: str) -> str:
    name = " ".join(name.split())[:LONGEST_NAME]
    if not name:
        raise UsageError(message("Enter a name for the search."))
    return name


def _position(searches: Sequence[SavedSearch], number: int) -> int:
    for position, search in enumerate(searches):
        if search.id == number:
            return position
    raise UsageError(message("This saved search no longer exists."))


def _entries(stored: str | None) -> list[Any]:
    try:
        entries = json.loads(stored or "[]")
    except ValueError:
        return []
    return entries if isinstance(entries, list) else []


def _entry(search: SavedSearch) -> dict[str, object]:
    return {
        **asdict(search),
        "like": [each if isinstance(each, int) else str(each) for each in search.like],
        "folder": None if search.folder is None else str(search.folder),
    }


def _read(entry: Any) -> SavedSearch | None:  # noqa: ANN401 - whatever is in the setting
    try:
        return SavedSearch(
            int(entry["id"]),
            str(entry["name"]),
            str(entry["text"]),
            tuple(each if isinstance(each, int) else Path(each) for each in entry["like"]),
            None if entry["folder"] is None else Path(entry["folder"]),
            str(entry["model"]),
        )
    except (KeyError, TypeError, ValueError):
        return None
