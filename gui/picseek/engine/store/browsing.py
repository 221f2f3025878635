"""What a window needs to arrange many pictures: their order, months, shapes, files, captions."""

from __future__ import annotations

import sqlite3
from array import array
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from picseek.engine.cancel import CancelToken
from picseek.engine.messages import from_kept
from picseek.engine.store import timeline
from picseek.engine.store.folders import decoded
from picseek.engine.store.text_search import captions_with, named_with
from picseek.engine.store.vectors import as_list
from picseek.engine.types import Timeline

if TYPE_CHECKING:
    from picseek.engine.store.database import Database
    from picseek.engine.store.subfolders import Below


class Arranging:
    """Reads order, months, shapes, files and captions of pictures. Safe to use from any thread."""

    def __init__(self, database: Database, below: Below) -> None:
        self._database = database
        self._below = below

    def timelines(self, folder: Path | None, token: CancelToken) -> Iterator[Timeline]:
        """Yield the newest pictures (below a folder), where much more follows; then all.

        Both are as of one moment.

        Raises:
            Cancelled: Through the token.
        """
        wanted = self._below.pictures(folder)
        with self._database.reading() as connection:
            yield from timeline.timelines(connection, wanted, token)

    def browse(self, folder: Path) -> array[int]:
        """Ids of the pictures below a folder, the newest first, typecode ``q``."""
        *_, whole = self.timelines(folder, CancelToken())
        return whole.ids

    def files_of(self, ids: Sequence[int]) -> list[tuple[int, Path, str]]:
        """All files that hold these pictures: id, path, and what failed about it or ``""``."""
        with self._database.reading() as connection:
            return _files_of(connection, ids)

    def captions_with(self, ids: Sequence[int], words: Sequence[str]) -> dict[int, str]:
        """Of those of these pictures whose captions have any of the words: the part that does."""
        with self._database.reading() as connection:
            return captions_with(connection, ids, words)

    def named_with(self, ids: Sequence[int], words: Sequence[str]) -> set[int]:
        """Those of these pictures that have any of the words in a file's name or in captions."""
        with self._database.reading() as connection:
            return named_with(connection, ids, words)


def _files_of(connection: sqlite3.Connection, ids: Sequence[int]) -> list[tuple[int, Path, str]]:
    """Files of pictures, in the order asked, the one known longest first, with their failures."""
    found = connection.execute(
        """
        SELECT f.content, d.path, f.name, coalesce(x.message, '')
        FROM json_each(?) wanted
            CROSS JOIN files f ON f.content = wanted.value
            CROSS JOIN folders d ON d.id = f.folder
            LEFT JOIN failures x ON x.folder = f.folder AND x.name = f.name
        ORDER BY wanted.key, f.id""",
        (as_list(ids),),
    )
    return [
        (number, decoded(folder, name), from_kept(why) if why else "")
        for number, folder, name, why in found
    ]
