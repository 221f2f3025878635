"""What a window needs to arrange and mark pictures, beside their rows."""

from __future__ import annotations

import os
import threading
from array import array
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from picseek.engine.types import MonthRun, PictureMarks, PicturePlace

if TYPE_CHECKING:
    from picseek.engine.store import Store


_FEW = 4096
_SQUARE = 256


class Looking:
    """Shapes, months, places and marks of pictures. Safe to use from any thread.

    Every method may raise a LibraryError.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        # By id, from 1 on. A content's shape does not change, and its row is never deleted.
        self._shapes = array("H")
        self._lock = threading.Lock()

    def months(self, ids: Sequence[int]) -> list[MonthRun]:
        """The months of pictures ordered by time, as `Library.browse` gives them.

        Takes milliseconds for a million.

        Returns:
            Runs in order, none of them empty, the first one from 0 on; no run without pictures.
        """
        return self._store.arranging.months(ids)

    def shapes(self, ids: Sequence[int]) -> array[int]:
        """Width / height of pictures, after the EXIF orientation, in parts of 256.

        Asked for many, all of the library is read the first time: half a second for a million. It
        is kept, in 2 bytes for each picture.

        Returns:
            Typecode ``H``, one for each id, from 64 (1:4) to 2560 (10:1), whatever lies beyond.
            What is not known counts as a square.
        """
        if len(ids) <= _FEW:
            return self._store.arranging.shapes_of(ids)
        with self._lock:
            self._shapes.extend(self._store.arranging.shapes_after(len(self._shapes)))
            known = self._shapes
            if 0 < min(ids) <= max(ids) <= len(known):
                return array("H", map(known.__getitem__, (each - 1 for each in ids)))
            return array("H", (known[i - 1] if 0 < i <= len(known) else _SQUARE for i in ids))

    def places(self, picture_id: int) -> list[PicturePlace]:
        """All files that hold a picture, the one known longest first. Asks the disk for each."""
        files = self._store.arranging.files_of([picture_id])
        return [PicturePlace(path, _is_there(path)) for _, path, _ in files]

    def marks(self, ids: Sequence[int]) -> list[PictureMarks]:
        """What is to be said of pictures, in the order asked. Asks the disk for each.

        A disk that does not answer holds this up.
        """
        files: dict[int, list[tuple[Path, str]]] = {each: [] for each in ids}
        for number, path, failure in self._store.arranging.files_of(list(files)):
            files[number].append((path, failure))
        return [
            PictureMarks(
                id=number,
                present=any(_is_there(path) for path, _ in held),
                problem=next((failure for _, failure in held if failure), ""),
            )
            for number, held in files.items()
        ]


def _is_there(path: Path) -> bool:
    try:
        return os.path.exists(path)  # noqa: PTH110 - this one never raises OSError
    except ValueError:  # a name that this system cannot have
        return False
