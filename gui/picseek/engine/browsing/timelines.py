"""What a window needs to arrange and mark pictures, beside their rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from picseek.engine.cancel import CancelToken
from picseek.engine.paths import identity_of
from picseek.engine.types import PictureMarks, PicturePlace, Timeline

if TYPE_CHECKING:
    from picseek.engine.store import Store


class Looking:
    """Order, shapes, months, places and marks of pictures. Safe to use from any thread.

    Every method may raise a LibraryError.
    """

    def __init__(self, store: Store) -> None:
        self._store = store

    def timelines(
        self, folder: Path | None = None, token: CancelToken | None = None
    ) -> Iterator[Timeline]:
        """Yield the newest pictures (in a folder and below), where much more follows; then all.

        The newest of a million take milliseconds, all of them a third of a second. Both are as of
        one moment: the second begins with the first.

        Args:
            folder: Where; None: everywhere.
            token: Stops the reading.

        Raises:
            Cancelled: Through the token.
        """
        return self._store.arranging.timelines(folder, token or CancelToken())

    def places(self, picture_id: int) -> list[PicturePlace]:
        """All files that hold a picture, the one known longest first. Asks the disk for each."""
        files = self._store.arranging.files_of([picture_id])
        return [PicturePlace(path, identity_of(path) is not None) for _, path, _ in files]

    def marks(self, ids: Sequence[int]) -> list[PictureMarks]:
        """What is to be said of pictures, in the order asked. Asks the disk for each.

        A disk that does not answer holds this up.
        """
        files: dict[int, list[tuple[Path, str]]] = {each: [] for each in ids}
        for number, path, failure in self._store.arranging.files_of(list(files)):
            files[number].append((path, failure))
        return [_marks(number, held) for number, held in files.items()]


def _marks(number: int, held: Sequence[tuple[Path, str]]) -> PictureMarks:
    found = [identity for path, _ in held if (identity := identity_of(path)) is not None]
    return PictureMarks(
        id=number,
        present=bool(found),
        problem=next((failure for _, failure in held if failure), ""),
        links=len(found) - len(set(found)),
    )
