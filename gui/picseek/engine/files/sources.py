"""Finds the available files of pictures."""

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
        files: All files that hold it, the row's file first.
    """

    row: PictureRow
    files: tuple[PictureFile, ...]

    def present(self) -> Path | None:
        """The first available file; reads the disk."""
        return next((file.path for file in self.files if is_available(file.path)), None)

    def by_identity(self) -> list[list[PictureFile]]:
        """Its files, each with all its paths: links, hard links, links to its folder.

        The row's file is first, and unavailable ones are last, each alone.
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
    """Yield pictures that are still in the library, in order; reads them in chunks.

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
            # Stable, so the order of the others does not change.
            held = sorted(files.get(row.id, ()), key=lambda file, row=row: file.path != row.path)
            if held:  # else they were removed meanwhile
                yield Source(row, tuple(held))


def is_available(path: Path) -> bool:
    """Whether a file is available; never raises."""
    try:
        return os.path.isfile(path)  # noqa: PTH113 - Path.is_file raises for what it may not see
    except ValueError:  # a name that is invalid on this system
        return False


def reason_unavailable(path: Path) -> str:
    """A sentence about an unavailable file."""
    if is_folder(path.parent):
        return message("This file was moved or deleted.")
    return message(
        "The folder {folder} is unavailable. Its drive may be disconnected.", folder=path.parent
    )


def is_folder(path: Path) -> bool:
    """Whether a folder is available; never raises."""
    try:
        return os.path.isdir(path)  # noqa: PTH112 - likewise
    except ValueError:
        return False
