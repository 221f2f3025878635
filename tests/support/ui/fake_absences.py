"""Pictures of a fake library that are not here now."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from picseek.engine.errors import LibraryError
from picseek.engine.indexing.absences import Absences
from picseek.engine.types import AbsentFolder


class FakeAbsences(Absences):
    """Lists what a test put there.

    Attributes:
        rows: That.
        forgotten: What `forget` was called with.
        fails: Raised by the next call.
    """

    def __init__(self, writable: Callable[[], bool]) -> None:
        self._may_write = writable
        self.rows: list[AbsentFolder] = []
        self.forgotten: list[tuple[Path, str | None]] = []
        self.fails: LibraryError | None = None

    def list(self) -> list[AbsentFolder]:
        if self.fails is not None:
            raise self.fails
        return list(self.rows)

    def forget(self, folder: Path, volume: str | None = None) -> int:
        assert self._may_write()
        self.forgotten.append((folder, volume))
        before = len(self.rows)
        self.rows = [row for row in self.rows if (row.path, row.volume) != (folder, volume)]
        return before - len(self.rows)
