"""Pictures by their ids -> files that are there."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from picseek.engine.filesystem.paths import identity_of
from picseek.engine.messages import message
from picseek.engine.types import ANY_FILE, PictureRow, ShownFiles

if TYPE_CHECKING:
    from picseek.engine.cancel import CancelToken
    from picseek.engine.store import PictureFile, Store

_CHUNK = 500


class Source(NamedTuple):
    """A picture and its files.

    Attributes:
        files: All files that hold it, that of the row first.
    """

    row: PictureRow
    files: tuple[PictureFile, ...]

    def present(self) -> Path | None:
        """A file that is there now; asks the disk."""
        return next((file.path for file in self.files if is_there(file.path)), None)

    def by_identity(self) -> list[list[PictureFile]]:
        """Its files, each with all the names it has: links, hard links, other ways to its folder.

        That of the row comes first, and those that cannot be reached last, each alone.
        """
        if len(self.files) == 1:
            return [list(self.files)]
        names: dict[object, list[PictureFile]] = {}
        missing = []
        for file in self.files:
            identity = identity_of(file.path)
            if identity is None:
                missing.append([file])
            else:
                names.setdefault(identity, []).append(file)
        return [*names.values(), *missing]


def sources(
    store: Store, ids: Sequence[int], token: CancelToken, shown: ShownFiles = ANY_FILE
) -> Iterator[Source]:
    """Yield pictures that the library still has, in order; reads them in chunks.

    Raises:
        Cancelled: Through the token.
    """
    for start in range(0, len(ids), _CHUNK):
        token.raise_if_cancelled()
        chunk = ids[start : start + _CHUNK]
        files: dict[int, list[PictureFile]] = {}
        for file in store.files.of_pictures(list(chunk)):
            files.setdefault(file.picture_id, []).append(file)
        for row in store.pictures.rows(chunk, shown):
            # Stable: the others stay in order.
            held = sorted(files.get(row.id, ()), key=lambda file, row=row: file.path != row.path)
            if held:  # else it went in between
                yield Source(row, tuple(held))


def is_there(path: Path) -> bool:
    """Whether a file can be reached; never raises."""
    try:
        return os.path.isfile(path)  # noqa: PTH113 - Path.is_file raises for what it may not see
    except ValueError:  # a name that this system cannot have
        return False


def why_not_there(path: Path) -> str:
    """A sentence about a file that cannot be reached."""
    if is_folder(path.parent):
        return message("This file was moved or deleted.")
    return message(
        "The folder {folder} is unavailable. Its drive may be disconnected.", folder=path.parent
    )


def is_folder(path: Path) -> bool:
    """Whether a folder can be reached; never raises."""
    try:
        return os.path.isdir(path)  # noqa: PTH112 - likewise
    except ValueError:
        return False
