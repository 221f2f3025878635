"""What a side bar shows and does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from picseek.engine.search.saved_searches import SavedSearches

if TYPE_CHECKING:
    from pathlib import Path

    from picseek.engine.store import Store
    from picseek.engine.types.library import FolderNode


class Side:
    """The folders below the chosen ones, and saved searches. Safe to use from any thread.

    Attributes:
        saved: The saved searches.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self.saved = SavedSearches(store)

    def children(self, folder: Path) -> list[FolderNode]:
        """The folders directly in a folder that hold files or problems, in natural order.

        What the library knows, not what is on disk. One query, however much lies below.
        """
        return self._store.below.children(folder)
