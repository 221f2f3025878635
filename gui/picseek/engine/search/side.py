"""What a sidebar shows of a library."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from picseek.engine.search.saved_searches import SavedSearches
from picseek.engine.types import FolderNode

if TYPE_CHECKING:
    from picseek.engine.store import Store


class Side:
    """What a sidebar shows: the folders in the chosen ones, and saved searches.

    Safe to use from any thread.

    Attributes:
        saved: The saved searches.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self.saved = SavedSearches(store.settings)

    def children(self, folder: Path) -> list[FolderNode]:
        """The folders directly in a folder that hold files or problems, in natural order.

        What the library knows, not what is on disk. One query, however many folders are inside.
        """
        return self._store.folders.children(folder)
