"""The sidebar's part of a fake library: its folders come from the fake's pictures."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from picseek.engine.errors import LibraryUnwritable
from picseek.engine.library import Sidebar
from picseek.engine.search.saved_searches import SavedSearches
from picseek.engine.types import FolderNode
from tests.support.ui.fake_sending import FakeSettings


class _Settings(FakeSettings):
    """Settings in memory, which may be read-only."""

    def __init__(self) -> None:
        super().__init__()
        self.writable = True

    def set(self, key: str, value: str) -> None:
        if not self.writable:
            raise LibraryUnwritable("The library was opened for reading only.")
        super().set(key, value)


class FakeSidebar(Sidebar):
    """Asked for folders, it looks at where the pictures lie.

    Attributes:
        asked: The folders whose children were asked for, in order.
        problems: Files that are problems.
        settings: Where saved searches are stored.
    """

    def __init__(
        self, pictures: Callable[[], list[Path]], problems: Callable[[], list[Path]]
    ) -> None:
        self._pictures = pictures
        self._problems = problems
        self.asked: list[Path] = []
        self.settings = _Settings()
        self.saved_searches = SavedSearches(self.settings)

    def subfolders(self, folder: Path) -> list[FolderNode]:
        self.asked.append(folder)
        files = [path for path in self._pictures() if path.is_relative_to(folder)]
        failed = [path for path in self._problems() if path.is_relative_to(folder)]
        depth = len(folder.parts) + 1
        subfolders = {
            Path(*path.parts[:depth]) for path in files + failed if len(path.parts) > depth
        }
        return [
            FolderNode(
                child,
                sum(path.is_relative_to(child) for path in files),
                sum(path.is_relative_to(child) for path in failed),
                any(len(path.parts) > depth + 1 and path.is_relative_to(child) for path in files),
            )
            for child in sorted(subfolders)
        ]
