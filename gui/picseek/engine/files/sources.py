"""Pictures by their ids -> files that are there."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from picseek.engine.messages import say
from picseek.engine.types import PictureRow

if TYPE_CHECKING:
    from picseek.engine.cancel import CancelToken
    from picseek.engine.store import Store

_CHUNK = 500


class Source(NamedTuple):
    """A picture and its files.

    Attributes:
        places: All files that hold it, that of the row first.
    """

    row: PictureRow
    places: tuple[Path, ...]

    def present(self) -> Path | None:
        """A file that is there now; asks the disk."""
        return next((path for path in self.places if is_there(path)), None)


def sources(store: Store, ids: Sequence[int], token: CancelToken) -> Iterator[Source]:
    """Yield pictures that the library still has, in order; reads them in chunks.

    Raises:
        Cancelled: Through the token.
    """
    for start in range(0, len(ids), _CHUNK):
        token.raise_if_cancelled()
        chunk = ids[start : start + _CHUNK]
        places: dict[int, list[Path]] = {}
        for held in store.arranging.files_of(list(chunk)):
            places.setdefault(held.picture_id, []).append(held.path)
        for row in store.rows(chunk):
            others = [path for path in places.get(row.id, ()) if path != row.path]
            yield Source(row, (row.path, *others))


def is_there(path: Path) -> bool:
    """Whether a file can be reached; never raises."""
    try:
        return os.path.isfile(path)  # noqa: PTH113 - Path.is_file raises for what it may not see
    except ValueError:  # a name that this system cannot have
        return False


def why_not_there(path: Path) -> str:
    """A sentence about a file that cannot be reached."""
    if is_folder(path.parent):
        return say("This file is not there any more; it was moved or deleted.")
    return say("The folder {folder} cannot be reached now.", folder=path.parent)


def is_folder(path: Path) -> bool:
    """Whether a folder can be reached; never raises."""
    try:
        return os.path.isdir(path)  # noqa: PTH112 - likewise
    except ValueError:
        return False
