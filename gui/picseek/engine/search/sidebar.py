"""The subfolders and saved searches that a sidebar shows."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from picseek.engine.search.saved_searches import SavedSearches
from picseek.engine.types import FolderNode

if TYPE_CHECKING:
    from picseek.engine.store import Store


class Sidebar:
    """Subfolders of the chosen folders, and saved searches.

    Safe to use from any thread.

    Attributes:
        saved_searches: The saved searches.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self.saved_searches = SavedSearches(store.settings)

    def subfolders(self, folder: Path) -> list[FolderNode]:
        """The folders directly in a folder that hold files or problems, in natural order.

        As the library knows them, not as they are on disk.
        """
        return self._store.folders.children(folder)
